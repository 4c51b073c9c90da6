import { expect, test, vi } from 'vitest';
import { type Played, play } from './town.ts';

/**
 * `SIM_FROM=17 SIM_SEEDS=1 npx vitest run --config tests/vitest.config.ts tests/sim` replays one seed. The default is what a check
 * can wait for; a release wants thousands.
 */
const FROM = Number(process.env['SIM_FROM'] ?? 1);
const SEEDS = Number(process.env['SIM_SEEDS'] ?? 60);

test(`nothing acknowledged is lost in ${SEEDS} towns with bad luck`, { timeout: 600_000 }, async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  const total: Partial<Played> = {};
  for (let seed = FROM; seed < FROM + SEEDS; seed++) {
    const { played, violations } = await play(seed);
    const replay = `SIM_FROM=${seed} SIM_SEEDS=1 npx vitest run --config tests/vitest.config.ts tests/sim`;
    expect(violations, replay).toEqual([]);
    for (const [what, count] of Object.entries(played)) {
      total[what as keyof Played] = (total[what as keyof Played] ?? 0) + count;
    }
  }
  if (SEEDS < 25) return;
  // Rare branches were reached, or these seeds prove little.
  for (const [what, count] of Object.entries(total)) expect(count, what).toBeGreaterThan(0);
});

test('the same seed tells the same story', async () => {
  const [first, second] = [await play(7), await play(7)];
  expect(second.played).toEqual(first.played);
});
