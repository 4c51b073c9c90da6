import fc from 'fast-check';
import type { Answer, Answers } from '../../../../src/domain/answer.ts';
import type { ResponseDocument } from '../../../../src/domain/document.ts';
import type { FormDefinition, Row } from '../../../../src/domain/form/definition.ts';
import type { ExportedResponse } from '../../../../src/exchange/odk/instance.ts';

const said = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '=1+1',
      "'=1",
      "''-x",
      '@a',
      'ایک دو',
      'a\r\nb',
      'a "b" c',
      ' x ',
      'x;y,z',
      '<b>&amp;',
      '0',
    ),
  )
  .filter((text) => text !== '');
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one || 0),
);
const metres = fc.option(fc.integer({ min: -50, max: 900 }), { nil: undefined });
const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
const point = fc
  .record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }).map((one) => one || 0),
    lon: fc.double({ min: -180, max: 180, noNaN: true }).map((one) => one || 0),
    altitudeMetres: metres,
    accuracyMetres: metres,
    method: fc.constantFrom('gps', 'pin', 'manual' as const),
    fixedAt: fc.constantFrom(undefined, '2026-11-01T09:00:00+05:00'),
    movedMetres: metres,
  })
  .map(present);
const photo = fc
  .record({
    media: fc.uuid().map((uuid) => `media:${uuid}`),
    sha256: fc.constant('0'.repeat(64)),
    contentType: fc.constantFrom('image/jpeg', 'image/webp'),
    bytes: fc.nat(),
    widthPx: fc.nat(),
    heightPx: fc.nat(),
  })
  .map((one) => one as Answer);

/** Answers of each type, as a finalized response may hold them. */
const ANSWERS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: said,
  integer: fc.integer(),
  decimal: number,
  select_one: fc.constantFrom('a', 'b'),
  select_multiple: fc.constantFrom(['a'], ['b', 'a'], ['a', 'b']),
  geopoint: point,
  geotrace: fc.constantFrom('1 2 0 0;3 4 5 6', '1 2;3 4'),
  date: fc.constantFrom('2026-11-01', '1950-02-28'),
  time: fc.constant('13:30:00.000+05:00'),
  image: photo,
  calculate: fc.oneof(said, number, fc.boolean()),
  acknowledge: fc.constant('OK'),
};
const TYPES = Object.keys(ANSWERS);

/** Rows as letters: ( a group, [ a repeat, ) the end of either, else the number of a type. */
const plan = fc.array(fc.oneof(fc.constantFrom('(', '[', '[', ')'), fc.nat({ max: TYPES.length - 1 })), {
  minLength: 1,
  maxLength: 14,
});

/** Names that files have for something else: an author may call a question so. */
const TAKEN = [
  ...['details', 'Language', 'Round', 'Status', 'Edits', 'KEY', 'instanceID', 'SubmissionDate'],
  ...['ActiveSeconds', 'username', 'type', 'value', 'formhub', 'constructor', 'toString'],
];

export const randomForm: fc.Arbitrary<FormDefinition> = fc
  .tuple(plan, fc.shuffledSubarray(TAKEN))
  .map(([letters, taken]) => formOf(letters, taken));

function formOf(letters: readonly (string | number)[], taken: readonly string[]): FormDefinition {
  const survey: Row[] = [];
  const open = [survey];
  letters.forEach((letter, at) => {
    if (letter === ')') {
      if (open.length > 1) open.pop();
      return;
    }
    const children: Row[] = [];
    const row: Row =
      typeof letter === 'string'
        ? { type: letter === '(' ? 'group' : 'repeat', name: taken[at] ?? `h${at}`, children }
        : rowOf(TYPES[letter] ?? 'text', taken[at] ?? `q${at}`);
    open.at(-1)?.push(row);
    if (row.children !== undefined) open.push(children);
  });
  const choice = (name: string) => ({ name, label: { en: name } });
  return {
    form_id: 'household',
    version: '7',
    title: { en: 'Household' },
    subject: 'survey',
    default_language: 'en',
    languages: ['en'],
    survey,
    choices: { list: [choice('a'), choice('b')] },
  };
}

const rowOf = (type: string, name: string): Row => ({
  type: type as Row['type'],
  name,
  ...(type.startsWith('select') ? { list_name: 'list' } : {}),
});

/** What a response to the form may hold: relevant questions may be open, and repeats have any number of instances. */
function answersTo(rows: readonly Row[], prefix = ''): fc.Arbitrary<Answers> {
  const parts = rows.map((row): fc.Arbitrary<Answers> => {
    const path = `${prefix}${row.name}`;
    if (row.type === 'group') return answersTo(row.children ?? [], `${path}/`);
    if (row.type === 'repeat')
      return fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()).chain(([count, isNamed]) =>
        fc
          .tuple(
            ...Array.from({ length: count }, (_, index) =>
              answersTo(row.children ?? [], `${path}[${index + 1}]/`),
            ),
          )
          .map((inner) => {
            const names = inner.map((_, index) => [`${path}[${index + 1}]`, `k${count - index}`]);
            const named = isNamed ? Object.fromEntries(names) : {};
            return Object.assign(count === 0 ? {} : { [path]: count, ...named }, ...inner);
          }),
      );
    const given = (ANSWERS[row.type] ?? said) as fc.Arbitrary<Answer>;
    return fc
      .option(given, { nil: undefined, freq: 4 })
      .map((answer) => (answer === undefined ? {} : { [path]: answer }));
  });
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all));
}

export const responseTo = (definition: FormDefinition): fc.Arbitrary<ExportedResponse> =>
  fc
    .record({
      uuid: fc.uuid(),
      answers: answersTo(definition.survey),
      stranger: fc.option(fc.tuple(fc.constantFrom('old', 'old/question'), said), { nil: undefined }),
      round: fc.constantFrom(null, 'baseline'),
      respondent: fc.constantFrom(undefined, 'UC12-007'),
      instanceName: fc.option(said, { nil: undefined }),
      collector: fc.constantFrom('amina', '=cmd'),
    })
    .map(({ uuid, answers, stranger, round, respondent, instanceName, collector }) => ({
      id: `response:${uuid}`,
      document: present<ResponseDocument>({
        type: 'response',
        schema: 1,
        campaign: 'demo',
        form: 'household',
        formVersion: 'form:household:0',
        subject: 'survey',
        round,
        collector,
        device: 'phone-1',
        language: 'ur',
        respondent,
        instanceName,
        answers: stranger === undefined ? answers : { ...answers, [stranger[0]]: stranger[1] },
        trail: {
          startedAt: '2026-11-01T09:00:00+05:00',
          finalizedAt: '2026-11-01T09:12:00+05:00',
          activeMs: 421_400,
          answersChanged: 2,
        },
        corrections: 1,
      } as ResponseDocument),
      reviewState: 'approved',
      photosPresent: 0,
    }));

export const formWithResponses = randomForm.chain((definition) =>
  fc.record({
    definition: fc.constant(definition),
    responses: fc.uniqueArray(responseTo(definition), {
      selector: ({ id }) => id,
      maxLength: 3,
      minLength: 1,
    }),
  }),
);
