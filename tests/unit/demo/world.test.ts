import { expect, test } from 'vitest';
import { compareRounds } from '../../../src/domain/analysis/compare.ts';
import type { WorldOptions } from '../../../src/domain/demo/options.ts';
import { outcomes } from '../../../src/domain/demo/outcomes.ts';
import { trueEffects } from '../../../src/domain/demo/truth.ts';
import { type World, type WorldDocument, world } from '../../../src/domain/demo/world.ts';
import { parseDocument } from '../../../src/domain/document.ts';
import { type CompiledForm, compileForm } from '../../../src/domain/form/compile.ts';
import { finalAnswers } from '../../../src/domain/form/final.ts';
import { openForm, problems } from '../../../src/domain/form/state.ts';
import { distanceMetres } from '../../../src/domain/mobility/distance.ts';
import { KINDS } from '../../../src/domain/mobility/kinds.ts';
import { demoForms } from '../../../src/endpoint/demo/index.ts';

const compiled = new Map<string, CompiledForm>(
  demoForms.map((definition) => {
    const form = compileForm(definition);
    if (!form.ok) throw new Error(JSON.stringify(form.words));
    return [definition.form_id, form.value];
  }),
);
const formOf = ({ body }: WorldDocument): CompiledForm => {
  const form = compiled.get(body.form);
  if (form === undefined) throw new Error(`no form ${body.form}`);
  return form;
};

const one = world(7);
const everything = (of: World): WorldDocument[] => [...of.baseline, ...of.endline, ...of.reports];
const codes = (documents: readonly WorldDocument[]): Set<string> =>
  new Set(documents.flatMap(({ body }) => body.respondent ?? []));

test('the same seed gives the same world, another seed another', () => {
  expect(world(7)).toEqual(one);
  expect(world(8).baseline[0]).not.toEqual(one.baseline[0]);
});

test('600 persons are asked at the baseline and 520 at the endline; 400 of them are the same', () => {
  const [before, after] = [codes(one.baseline), codes(one.endline)];
  expect([one.baseline.length, one.endline.length, one.reports.length]).toEqual([600, 520, 2000]);
  expect([before.size, after.size]).toEqual([600, 520]);
  expect([...before].filter((code) => after.has(code))).toHaveLength(400);
  expect(new Set(one.baseline.map(({ body }) => body.answers['union_council'])).size).toBe(6);
});

test('every document has an id of its own and can be read back', () => {
  const all = everything(one);
  expect(new Set(all.map(({ _id }) => _id)).size).toBe(all.length);
  for (const { _id, body } of all) {
    expect(_id).toMatch(/^response:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseDocument({ _id, ...body })).toEqual({ ok: true, value: body });
  }
});

test('every response is what the demo forms would have kept: nothing missing, nothing refused, nothing hidden', () => {
  for (const document of everything(one)) {
    const form = formOf(document);
    const { answers, trail } = document.body;
    const clock = { now: trail.finalizedAt, today: trail.finalizedAt.slice(0, 10) };
    const state = openForm(form, answers, clock);
    expect(problems(form, state)).toEqual([]);
    expect(finalAnswers(form, state, clock)).toEqual(answers);
    expect(Object.keys(answers)).toEqual(form.order.filter((path) => path in answers));
  }
});

test('who refuses is asked nothing else', () => {
  const refusals = [...one.baseline, ...one.endline].filter(({ body }) => body.answers['consent'] === 'no');
  expect(refusals.length).toBeGreaterThan(5);
  for (const { body } of refusals) {
    expect(Object.keys(body.answers).sort()).toEqual([
      'consent',
      'end',
      'respondent',
      'start',
      'today',
      'union_council',
    ]);
  }
});

test('some questions are left open, and a world without gaps is otherwise the same world', () => {
  const full = world(7, { missing: 0 });
  const gaps = full.baseline.filter(({ body }, index) => {
    const kept = one.baseline[index]?.body.answers ?? {};
    expect(body.answers).toMatchObject(
      Object.fromEntries(
        Object.entries(kept).filter(([path]) => !/(disability|knowledge_score)$/.test(path)),
      ),
    );
    return Object.keys(body.answers).length > Object.keys(kept).length;
  });
  expect(gaps.length).toBeGreaterThan(100);
});

test('amina and diego find their own work in it', () => {
  const collectors = new Set(everything(one).map(({ body }) => body.collector));
  expect([...collectors].filter((name) => name === 'amina' || name === 'diego')).toHaveLength(2);
  expect(collectors.size).toBeGreaterThan(8);
});

test('nobody is interviewed twice at once, on a Sunday or by night', () => {
  const busyUntil = new Map<string, string>();
  for (const { body } of [...one.baseline, ...one.endline]) {
    const { startedAt, finalizedAt } = body.trail;
    expect(startedAt > (busyUntil.get(body.collector) ?? '')).toBe(true);
    busyUntil.set(body.collector, finalizedAt);
    expect(new Date(`${startedAt.slice(0, 10)}T00:00:00Z`).getUTCDay()).not.toBe(0);
    expect(Number(startedAt.slice(11, 13))).toBeGreaterThanOrEqual(9);
    expect(Number(finalizedAt.slice(11, 13))).toBeLessThan(18);
  }
});

test('nobody who was vaccinated at the baseline is unvaccinated at the endline', () => {
  const before = new Map(one.baseline.map(({ body }) => [body.respondent, body.answers['uptake/doses']]));
  const undone = one.endline.filter(({ body }) => {
    const earlier = before.get(body.respondent);
    return earlier !== undefined && earlier !== 'none' && body.answers['uptake/doses'] === 'none';
  });
  expect(undone).toEqual([]);
});

test('León is reported within its city, in every mode and nearly every kind, now and then twice', () => {
  const places = one.reports.map(({ body }) => ({
    place: body.answers['place'],
    kind: body.answers['kind'],
  }));
  const points = places.flatMap(({ place, kind }) =>
    typeof place === 'object' && 'lat' in place ? [{ lat: place.lat, lon: place.lon, kind }] : [],
  );
  expect(points).toHaveLength(2000);
  const centre = { lat: 21.12, lon: -101.68 };
  expect(points.filter((point) => distanceMetres(point, centre) > 15_000)).toEqual([]);
  expect(new Set(points.map(({ kind }) => kind)).size).toBeGreaterThan(KINDS.length - 3);
  const again = points.filter((point, index) =>
    points.slice(0, index).some((other) => other.kind === point.kind && distanceMetres(other, point) < 30),
  );
  expect(again.length).toBeGreaterThan(100);
});

test('the quick outcomes are the answers of the world', () => {
  const { baseline, endline } = outcomes(7);
  const full = [...one.baseline, ...one.endline];
  [...baseline, ...endline].forEach(({ respondent, answers }, index) => {
    const { start, end, today, ...compared } = answers;
    expect([start, end, today]).toEqual(['', '', '']);
    expect(full[index]?.body.respondent).toBe(respondent);
    expect(full[index]?.body.answers).toMatchObject(compared);
  });
});

const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
/** Mean of the estimates, and the share of 95 % intervals that hold the truth, over seeds and effects. */
function study(count: number, options: Partial<WorldOptions>) {
  const effects = trueEffects(options);
  const errors = effects.map(() => 0);
  let held = 0;
  let phi = 0;
  for (const seed of seeds(count)) {
    const rounds = outcomes(seed, options);
    effects.forEach((effect, index) => {
      const { difference, same } = compareRounds(rounds, effect.question, effect.counts);
      if (difference === null) throw new Error('no difference');
      errors[index] = (errors[index] ?? 0) + (difference.difference - effect.difference) / count;
      const { lower, upper } = difference;
      if (lower <= effect.difference && effect.difference <= upper) held += 1 / (count * effects.length);
      phi += same.phi / (count * effects.length);
    });
  }
  return { errors, held, phi };
}

test.each(['fixed', 'none'] as const)(
  'the known effects come out on average (areas: %s)',
  (clusterEffect) => {
    const { errors, held, phi } = study(40, { clusterEffect });
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.015);
    expect(held).toBeGreaterThan(0.92);
    expect(phi).toBeGreaterThan(0.25);
  },
);

test('areas drawn by chance break intervals that ignore them', () => {
  expect(study(25, { clusterEffect: 'random' }).held).toBeLessThan(0.9);
});

test('the true effects are as designed: all areas alike give the designed shares, one statement changes by nothing', () => {
  const alike = trueEffects({ clusterEffect: 'none' });
  expect(alike.map(({ question, difference }) => [question, Number(difference.toFixed(10))])).toEqual([
    ['knowledge/prevents_severe', 0.12],
    ['knowledge/infertility', 0.18],
    ['knowledge/mild_fever', 0.12],
    ['knowledge/microchip', 0.15],
    ['knowledge/gives_covid', 0.14],
    ['knowledge/free_of_charge', 0],
    ['knowledge/young_not_needed', 0.13],
    ['knowledge/pregnancy', 0.08],
    ['uptake/doses', 0.11],
  ]);
  for (const { councils, baseline } of trueEffects()) {
    const shares = Object.values(councils).map((council) => council.baseline);
    expect(shares).toHaveLength(6);
    expect(shares.reduce((sum, share) => sum + share, 0) / 6).toBeCloseTo(baseline, 12);
  }
});

test('schooling goes with knowledge, and the visited know more afterwards', () => {
  const score = (documents: readonly WorldDocument[], path: string, value: string): number => {
    const scores = documents
      .filter(({ body }) => body.answers[path] === value)
      .map(({ body }) => Number(body.answers['knowledge/knowledge_score']));
    return scores.reduce((sum, each) => sum + each, 0) / scores.length;
  };
  const { baseline, endline } = one;
  expect(score(baseline, 'about/education', 'university')).toBeGreaterThan(
    score(baseline, 'about/education', 'none') + 0.5,
  );
  expect(score(endline, 'exposure/visited', 'yes')).toBeGreaterThan(
    score(endline, 'exposure/visited', 'no') + 0.5,
  );
});
