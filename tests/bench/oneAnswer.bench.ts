// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { compileForm } from '../../src/domain/form/compile.ts';
import type { Row } from '../../src/domain/form/definition.ts';
import { EXTENSION } from '../../src/domain/form/extended/index.ts';
import { answerQuestion, openForm } from '../../src/domain/form/state.ts';

const MORNING = { now: '2026-03-04T10:00:00.000+05:00', today: '2026-03-04' };
const ROUNDS = 200;
const ANSWERS_A_ROUND = 10;

/** So many questions, each shown or hidden by the one before it, with a sum each, and a grand total over all. */
function rowsOf(count: number): Row[] {
  const rows = Array.from({ length: count }, (_, at): Row[] => [
    { type: 'integer', name: `q${at}`, ...(at === 0 ? {} : { relevant: `\${q${at - 1}} != 9` }) },
    { type: 'calculate', name: `c${at}`, calculation: `\${q${at}} * 2` },
  ]).flat();
  const total = Array.from({ length: count }, (_, at) => `coalesce(\${q${at}}, 0)`).join(' + ');
  return [...rows, { type: 'calculate', name: 'total', calculation: total }];
}

const cpuMs = (run: () => void): number => {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
};

test('one answer in a form of 500 questions: processor time, and how little is worked out again', () => {
  const form = compileForm(
    {
      form_id: 'bench',
      version: '1',
      title: {},
      subject: 'survey',
      default_language: 'en',
      languages: ['en'],
      survey: rowsOf(500),
      choices: {},
    },
    EXTENSION,
  );
  if (!form.ok) throw new Error(JSON.stringify(form));
  let state = openForm(form.value, {}, MORNING);
  const times = Array.from({ length: ROUNDS }, (_, round) =>
    cpuMs(() => {
      for (let at = 0; at < ANSWERS_A_ROUND; at++) {
        state = answerQuestion(form.value, state, `q${(round * 7) % 500}`, (round + at) % 8, MORNING);
        // Its own sum, the next question's relevance, and the grand total.
        expect(state.recomputed).toBeLessThanOrEqual(3);
      }
    }),
  ).sort((a, b) => a - b);
  const at = (share: number): string =>
    ((times[Math.floor(share * ROUNDS)] ?? 0) / ANSWERS_A_ROUND).toFixed(2);
  console.log(`one answer of 500: ${at(0.5)} ms p50, ${at(0.95)} ms p95 of processor time`);
});
