import { type Item, walk, type XlsForm } from './form.ts';
import { at, type FormWarning, short } from './problem.ts';

/** Types that pyxform knows and the phone shows in a plainer way. */
const PLAINER = new Set(['osm', 'simserial', 'subscriberid', 'select_one_external']);

/** Parameters that pyxform takes and the phone asks without. */
const PARAMETERS = new Set(`allow-mock-accuracy reference-geometry app`.split(' '));

/** Appearances that the phone has a view for; calendars are among them. */
const LOOKS =
  /^(?:field-list|table-list|label|list-nolabel|list|minimal|autocomplete|search|quick|likert|columns(?:-pack|-\d+)?|grid|picture|no-buttons|image-map|map|multiline|numbers|url|masked|hidden-answer|thousands-sep|counter|new|new-front|maps|placement-map|month-year|year|signature|draw|annotate|rating|picker|vertical|no-ticks|ethiopian|coptic|islamic|hijri|persian|buddhist|nepali|bikram-sambat|no-calendar)$/;

/** Styles of the whole form: a question a page is how the phone asks anyway. */
const STYLES = new Set(['pages']);

/** A warning for each part of a form that a phone asks otherwise than its author may expect. */
export const plainerParts = ({ survey, settings }: XlsForm): FormWarning[] => [
  ...wordsOf(settings['style'])
    .filter((word) => !STYLES.has(word))
    .map((word) => warning(at('settings', 2, 'style'), word)),
  ...[...walk(survey)].flatMap(({ item }) => plainerIn(item)),
];

function plainerIn({ type, row, parameters, control }: Item): FormWarning[] {
  const types: FormWarning[] = PLAINER.has(type)
    ? [{ ...at('survey', row, 'type'), key: 'plainer-type', found: type }]
    : [];
  // Nobody is recorded without knowing of it; that page holds no microphone open behind its questions.
  const sounds: FormWarning[] =
    type === 'background-audio' ? [{ ...at('survey', row, 'type'), key: 'not-recorded', found: type }] : [];
  const settings = Object.entries(parameters).filter(([key]) => PARAMETERS.has(key));
  const looks = wordsOf(control['appearance']).filter((word) => !LOOKS.test(word));
  return [
    ...types,
    ...sounds,
    ...settings.map(([key, value]) => warning(at('survey', row, 'parameters'), `${key}=${value}`)),
    ...looks.map((word) => warning(at('survey', row, 'appearance'), word)),
  ];
}

const warning = (place: ReturnType<typeof at>, found: string): FormWarning => ({
  ...place,
  key: 'plainer-part',
  found: short(found),
});

const wordsOf = (text = ''): string[] => text.split(/\s+/).filter(Boolean);
