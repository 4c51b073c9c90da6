import { expect, test } from 'vitest';
import { parseDocument } from '../../../src/domain/document.ts';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { FormDefinition, Row, Translated } from '../../../src/domain/form/definition.ts';
import { KINDS, MODES } from '../../../src/domain/mobility/kinds.ts';
import { demoDocuments, demoForms } from '../../../src/endpoint/demo/index.ts';

const [baseline, endline, place] = demoForms as [FormDefinition, FormDefinition, FormDefinition];

const allRows = (rows: readonly Row[]): Row[] => rows.flatMap((row) => [row, ...allRows(row.children ?? [])]);
const ASKED = new Set([
  'text',
  'integer',
  'decimal',
  'select_one',
  'select_multiple',
  'date',
  'geopoint',
  'image',
  'acknowledge',
]);
const asked = (form: FormDefinition): Row[] => allRows(form.survey).filter((row) => ASKED.has(row.type));

/** Every text of a form with the place where it stands. */
function textsOf(form: FormDefinition): { where: string; text: Translated }[] {
  const rows = allRows(form.survey).flatMap((row) =>
    (['label', 'hint', 'required_message', 'constraint_message'] as const).flatMap((column) => {
      const text = row[column];
      return text === undefined ? [] : [{ where: `${row.name}.${column}`, text }];
    }),
  );
  const choices = Object.entries(form.choices).flatMap(([list, each]) =>
    each.map(({ name, label }) => ({ where: `${list}.${name}`, text: label })),
  );
  return [{ where: 'title', text: form.title }, ...rows, ...choices];
}

const wordsIn = (text: string): number =>
  text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const sentencesOf = (text: string): string[] => text.split(/(?<=[.?!؟۔;؛:])\s+/u);

test.each(demoForms.map((form) => [form.form_id, form] as const))('%s compiles', (_id, form) => {
  expect(compileForm(form)).toMatchObject({ ok: true });
});

test.each(demoForms.map((form) => [form.form_id, form] as const))(
  '%s says everything in English, Urdu and Spanish',
  (_id, form) => {
    const incomplete = textsOf(form).filter(
      ({ text }) => !['en', 'ur', 'es'].every((language) => (text[language] ?? '').trim() !== ''),
    );
    expect(incomplete).toEqual([]);
    const notUrdu = textsOf(form).filter(({ text }) => !/[\u0600-\u06ff]/u.test(text['ur'] ?? ''));
    expect(notUrdu).toEqual([]);
  },
);

test.each(demoForms.map((form) => [form.form_id, form] as const))(
  '%s asks in at most 15 words, and explains in sentences of at most 15',
  (_id, form) => {
    const long = allRows(form.survey).flatMap((row) =>
      Object.entries(row.label ?? {}).filter(([, text]) => wordsIn(text) > 15),
    );
    expect(long).toEqual([]);
    const longSentences = textsOf(form)
      .flatMap(({ text }) => Object.values(text).flatMap(sentencesOf))
      .filter((sentence) => wordsIn(sentence) > 15);
    expect(longSentences).toEqual([]);
  },
);

test('every question has a label and every list is asked from', () => {
  for (const form of demoForms) {
    expect(asked(form).filter((row) => row.label === undefined)).toEqual([]);
    const used = new Set(allRows(form.survey).flatMap((row) => row.list_name ?? []));
    expect(Object.keys(form.choices).filter((list) => !used.has(list))).toEqual([]);
  }
});

test('each survey round asks 25 to 35 questions', () => {
  for (const form of [baseline, endline]) {
    expect(asked(form).length).toBeGreaterThanOrEqual(25);
    expect(asked(form).length).toBeLessThanOrEqual(35);
  }
});

test('the baseline asks eight statements, four of them rumours, and six Washington Group questions', () => {
  const group = (name: string): Row[] =>
    (baseline.survey.find((row) => row.name === name)?.children ?? []).filter(
      (row) => row.type === 'select_one',
    );
  expect(group('knowledge')).toHaveLength(8);
  expect(group('knowledge').every((row) => row.list_name === 'truth')).toBe(true);
  expect(group('functioning').map((row) => row.name)).toEqual([
    'seeing',
    'hearing',
    'walking',
    'remembering',
    'self_care',
    'communicating',
  ]);
  expect(baseline.choices['difficulty']?.map((choice) => choice.name)).toEqual(['1', '2', '3', '4']);
});

test('what the results page compares stands in both rounds under the same path and list', () => {
  const compiled = [baseline, endline].map((form) => {
    const result = compileForm(form);
    if (!result.ok) throw new Error(JSON.stringify(result.words));
    return result.value;
  });
  const campaign = demoDocuments()[0]?.body;
  if (campaign?.type !== 'campaign') throw new Error('the campaign comes first');
  expect(campaign.comparisons).toHaveLength(9);
  const compared = [...(campaign.comparisons ?? []), ...(campaign.segments ?? [])].map(
    (each) => each.question,
  );
  for (const path of compared) {
    const [first, second] = compiled.map((form) => form.questions.get(path));
    expect(first?.choices.length, path).toBeGreaterThan(0);
    expect(second?.choices).toEqual(first?.choices);
    expect(second?.row).toEqual(first?.row);
  }
  for (const { question, counts } of campaign.comparisons ?? []) {
    const names = compiled[0]?.questions.get(question)?.choices.map((choice) => choice.name) ?? [];
    expect(
      counts.filter((name) => !names.includes(name)),
      question,
    ).toEqual([]);
  }
});

test('the campaign explains itself in sentences of at most 15 words, and says that members read everything', () => {
  const campaign = demoDocuments()[0]?.body;
  if (campaign?.type !== 'campaign') throw new Error('the campaign comes first');
  const { title, purpose, readers, rounds, comparisons = [], segments = [] } = campaign;
  const labels = [...comparisons, ...segments].map(({ label }) => label);
  const texts = [title, purpose, readers, ...rounds.map((round) => round.title), ...labels];
  for (const text of texts) {
    expect(Object.keys(text)).toEqual(['en', 'ur', 'es']);
    const long = Object.values(text)
      .flatMap(sentencesOf)
      .filter((sentence) => wordsIn(sentence) > 15);
    expect(long).toEqual([]);
  }
  expect(readers['en']).toMatch(/Everyone .* can read everything/);
});

test('the place form offers every kind, by mode and valence, with its icon', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(24);
  expect(new Set(KINDS.map((kind) => kind.mode))).toEqual(new Set(MODES));
  expect(place.choices['kinds']?.map(({ name, icon, columns }) => ({ name, icon, ...columns }))).toEqual(
    KINDS.map(({ name, icon, mode, valence, rated }) => ({
      name,
      icon,
      mode,
      valence,
      rated: rated ? 'yes' : 'no',
    })),
  );
});

test('the demo documents can be read back and name each form by its hash', () => {
  const documents = demoDocuments();
  expect(documents.map(({ _id }) => _id.replace(/:[0-9a-f]{16}$/, ':<hash>'))).toEqual([
    'campaign:demo',
    'form:vaccine_baseline:<hash>',
    'form:vaccine_endline:<hash>',
    'form:place_report:<hash>',
  ]);
  for (const { _id, body } of documents) {
    expect(parseDocument(JSON.parse(JSON.stringify({ _id, ...body })))).toEqual({ ok: true, value: body });
  }
  expect(demoDocuments()).toEqual(documents);
});
