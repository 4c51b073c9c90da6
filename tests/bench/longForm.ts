import type { Choice, FormDefinition, Row } from '../../src/domain/form/definition.ts';

const say = (en: string) => ({ en });
const choices = (...names: string[]): Choice[] => names.map((name) => ({ name, label: say(name) }));

/**
 * Ten rows that lean on each other: relevance, constraints, a sum, and one that the first answer of all switches. Names
 * are those that the page of `enketo.ts` looks for.
 */
const block = (at: number): Row[] => [
  {
    type: 'integer',
    name: `n${at}`,
    label: say(`Number ${at}`),
    required: 'yes',
    constraint: '. >= 0 and . <= 120',
    default: '5',
  },
  {
    type: 'select_one',
    list_name: 'yes_no',
    name: `s${at}`,
    label: say(`More than ten ${at}?`),
    relevant: `\${n${at}} > 10`,
  },
  { type: 'text', name: `t${at}`, label: say(`Which ${at}?`), relevant: `\${s${at}} = 'yes'` },
  { type: 'select_multiple', list_name: 'letters', name: `m${at}`, label: say(`Letters ${at}`) },
  { type: 'text', name: `o${at}`, label: say(`Other ${at}`), relevant: `selected(\${m${at}}, 'd')` },
  {
    type: 'decimal',
    name: `d${at}`,
    label: say(`Width ${at}`),
    constraint: `. > 0 and . < \${n${at}} + 1000`,
    default: '1.5',
  },
  { type: 'calculate', name: `c${at}`, calculation: `\${n${at}} * 2 + coalesce(\${d${at}}, 0)` },
  { type: 'note', name: `note${at}`, label: say(`Sum \${c${at}}`) },
  { type: 'date', name: `dt${at}`, label: say(`Day ${at}`), constraint: '. <= today()' },
  {
    type: 'select_one',
    list_name: 'yes_no',
    name: `g${at}`,
    label: say(`Of an adult ${at}`),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: XLSForm's way to name an answer
    relevant: "${adult} = 'yes'",
  },
  { type: 'text', name: `x${at}`, label: say(`Words ${at}`) },
];

export const blocksOf = (questions: number): number => Math.round(questions / 10);

/** A survey of about so many questions; its first answer shows or hides a tenth of them. */
export function longForm(questions: number): FormDefinition {
  const blocks = blocksOf(questions);
  const total = Array.from({ length: blocks }, (_, at) => `coalesce(\${n${at}}, 0)`).join(' + ');
  return {
    form_id: `long_${questions}`,
    version: '1',
    title: say('Long survey'),
    subject: 'survey',
    default_language: 'en',
    languages: ['en'],
    choices: { yes_no: choices('yes', 'no'), letters: choices('a', 'b', 'c', 'd') },
    survey: [
      { type: 'select_one', list_name: 'yes_no', name: 'adult', label: say('Adult?'), default: 'yes' },
      ...Array.from({ length: blocks }, (_, at) => block(at)).flat(),
      { type: 'calculate', name: 'total', calculation: total },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: XLSForm's way to name an answer
      { type: 'note', name: 'notetotal', label: say('Total ${total}') },
    ],
  };
}
