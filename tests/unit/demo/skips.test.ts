import { expect, test } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { type CompiledForm, compileForm } from '../../../src/domain/form/compile.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { finalAnswers } from '../../../src/domain/form/final.ts';
import {
  answerQuestion,
  choicesFor,
  type FormState,
  newAnswers,
  openForm,
  pages,
  problems,
} from '../../../src/domain/form/state.ts';
import { kindsOf } from '../../../src/domain/mobility/kinds.ts';
import { vaccineBaseline } from '../../../src/endpoint/demo/forms/baseline.ts';
import { vaccineEndline } from '../../../src/endpoint/demo/forms/endline.ts';
import { placeReport } from '../../../src/endpoint/demo/forms/place.ts';

const clock = { now: '2026-06-02T10:00:00+05:00', today: '2026-06-02' };

/** A person with a phone and one open form. */
class Collector {
  readonly form: CompiledForm;
  state: FormState;

  constructor(definition: FormDefinition) {
    const compiled = compileForm(definition);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.words));
    this.form = compiled.value;
    this.state = openForm(this.form, newAnswers(this.form, clock), clock);
  }

  answers(given: Record<string, Answer | undefined>): this {
    for (const [path, value] of Object.entries(given)) {
      this.state = answerQuestion(this.form, this.state, path, value, clock);
    }
    return this;
  }

  get asked(): string[] {
    return pages(this.form, this.state).flatMap((page) => page.questions);
  }

  get kept() {
    return finalAnswers(this.form, this.state, clock);
  }

  get troubles(): [string, string][] {
    return problems(this.form, this.state).map(({ path, why }) => [path, why]);
  }
}

const door = { respondent: '204815', union_council: 'pirwadhai' };
const agreed = { ...door, consent: 'yes' };
const atBaseline = (): Collector => new Collector(vaccineBaseline);
const atEndline = (): Collector => new Collector(vaccineEndline);

test('before consent, nothing is asked but the card, the area and consent', () => {
  for (const amina of [atBaseline(), atEndline()]) {
    expect(amina.asked).toEqual(['respondent', 'union_council', 'consent']);
  }
});

test('a refusal ends the interview with thanks: never asked age, nothing kept but the refusal', () => {
  for (const amina of [atBaseline(), atEndline()]) {
    amina.answers(agreed).answers({ 'about/age_band': '25_34', 'functioning/seeing': '3', consent: 'no' });
    expect(amina.asked).toEqual(['respondent', 'union_council', 'consent', 'not_consented']);
    expect(amina.troubles).toEqual([]);
    expect(Object.keys(amina.kept).sort()).toEqual([
      'consent',
      'end',
      'respondent',
      'start',
      'today',
      'union_council',
    ]);
  }
});

test('only the card, the area and consent must be answered: any other question may be left out', () => {
  const amina = atBaseline();
  expect(amina.troubles).toEqual([
    ['respondent', 'required'],
    ['union_council', 'required'],
    ['consent', 'required'],
  ]);
  expect(amina.answers(agreed).troubles).toEqual([]);
});

test('a code of five digits, with letters or with a blank is not taken', () => {
  for (const code of ['20481', '2048157', 'RA0147', '204 815']) {
    expect(atBaseline().answers({ ...agreed, respondent: code }).troubles).toEqual([
      ['respondent', 'constraint'],
    ]);
  }
});

test('who has not heard of the vaccine is not asked from whom', () => {
  const amina = atBaseline().answers(agreed);
  expect(amina.asked).not.toContain('vaccine/heard_from');
  expect(amina.answers({ 'vaccine/heard': 'yes' }).asked).toContain('vaccine/heard_from');
  amina.answers({ 'vaccine/heard_from': ['family'], 'vaccine/heard': 'no' });
  expect(amina.asked).not.toContain('vaccine/heard_from');
  expect(amina.kept).not.toHaveProperty('vaccine/heard_from');
});

test('what stands in the way is asked of the unvaccinated only', () => {
  for (const amina of [atBaseline().answers(agreed), atEndline().answers(agreed)]) {
    expect(amina.asked).not.toContain('uptake/barriers');
    expect(amina.answers({ 'uptake/doses': 'none' }).asked).toContain('uptake/barriers');
    expect(amina.answers({ 'uptake/doses': 'one' }).asked).not.toContain('uptake/barriers');
  }
});

test('no more adults can be vaccinated than live in the home', () => {
  const amina = atBaseline().answers(agreed);
  expect(amina.asked).not.toContain('uptake/adults_vaccinated');
  amina.answers({ 'uptake/adults': 4, 'uptake/adults_vaccinated': 5 });
  expect(amina.troubles).toEqual([['uptake/adults_vaccinated', 'constraint']]);
  expect(amina.answers({ 'uptake/adults_vaccinated': 4 }).troubles).toEqual([]);
});

test('what was not good is asked after a bad judgement, the card is left when a visit is agreed', () => {
  const amina = atBaseline().answers({ ...agreed, 'response/rating': 'good' });
  expect(amina.asked).not.toContain('response/shortcomings');
  expect(amina.answers({ 'response/rating': 'very_bad' }).asked).toContain('response/shortcomings');
  expect(amina.asked).not.toContain('closing/card_given');
  expect(amina.answers({ 'closing/return_visit': 'yes' }).asked).toContain('closing/card_given');
});

test('the score counts right answers, and "not sure" is not one', () => {
  const amina = atBaseline().answers({
    ...agreed,
    'knowledge/infertility': 'false',
    'knowledge/pregnancy': 'true',
    'knowledge/microchip': 'not_sure',
    'knowledge/free_of_charge': 'false',
  });
  expect(amina.kept['knowledge/knowledge_score']).toBe(2);
});

const functioning = (level: string) =>
  Object.fromEntries(
    ['seeing', 'hearing', 'walking', 'remembering', 'self_care', 'communicating'].map((domain) => [
      `functioning/${domain}`,
      level,
    ]),
  );

test('a lot of difficulty in one area is a disability, some difficulty in all is not', () => {
  const amina = atBaseline().answers({ ...agreed, ...functioning('2') });
  expect(amina.kept['functioning/disability']).toBe('no');
  expect(amina.answers({ 'functioning/walking': '3' }).kept['functioning/disability']).toBe('yes');
  expect(amina.answers({ 'functioning/seeing': undefined }).kept['functioning/disability']).toBe('yes');
});

test('disability stays open while an answer is missing', () => {
  const amina = atBaseline().answers({ ...agreed, ...functioning('1'), 'functioning/hearing': undefined });
  expect(amina.kept).not.toHaveProperty('functioning/disability');
});

test('which rumour was cleared up is asked of those who were visited or came to a session', () => {
  const sana = atEndline().answers(agreed);
  expect(sana.asked).not.toContain('exposure/cleared');
  expect(sana.answers({ 'exposure/attended': 'yes' }).asked).toContain('exposure/cleared');
  sana.answers({ 'exposure/cleared': ['none', 'microchip'] });
  expect(sana.troubles).toEqual([['exposure/cleared', 'constraint']]);
  expect(sana.answers({ 'exposure/cleared': ['none'] }).troubles).toEqual([]);
});

test('a dose of tomorrow is not taken', () => {
  const sana = atEndline().answers({ ...agreed, 'uptake/doses': 'one', 'uptake/last_dose': '2026-06-03' });
  expect(sana.troubles).toEqual([['uptake/last_dose', 'constraint']]);
  expect(sana.answers({ 'uptake/last_dose': '2026-06-02' }).troubles).toEqual([]);
});

test('diego is offered the kinds of his mode, and asked how bad only where that means something', () => {
  const diego = new Collector(placeReport);
  const offered = () => choicesFor(diego.form, diego.state, 'kind').map(({ name }) => name);
  expect(offered()).toEqual(kindsOf('pedestrian', 'problem').map(({ name }) => name));
  expect(diego.asked).not.toContain('severity');
  expect(diego.answers({ kind: 'missing_ramp' }).asked).toContain('severity');
  expect(diego.answers({ kind: 'no_sidewalk' }).asked).not.toContain('severity');
  diego.answers({ mode: 'transit', valence: 'good' });
  expect(offered()).toEqual(kindsOf('transit', 'good').map(({ name }) => name));
});

test('diego’s report is complete with a kind and a pin', () => {
  const diego = new Collector(placeReport);
  expect(diego.troubles).toEqual([
    ['kind', 'required'],
    ['place', 'required'],
  ]);
  diego.answers({ kind: 'obstacle', place: { lat: 21.12, lon: -101.68, method: 'pin' } });
  expect(diego.troubles).toEqual([]);
});
