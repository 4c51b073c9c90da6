import { fileType, type Item, textsOf, walk, type XlsForm } from './form.ts';
import { referencesIn } from './names.ts';
import { at, type Place, type Report } from './problem.ts';

/** A table beside the form that its expressions can ask: `instance('name')`. */
export interface Instance {
  readonly name: string;
  /** Where the table comes from; undefined for a list of the choices sheet. */
  readonly src: string | undefined;
  readonly isExternal: boolean;
  readonly place: Place;
}

const PULLDATA = /pulldata\s*\(\s*([^,]*),/g;
/** By what a form calls them: the columns in which they stand. */
const EXPRESSIONS = {
  calculate: 'calculation',
  constraint: 'constraint',
  readonly: 'read_only',
  required: 'required',
  relevant: 'relevant',
};
const SEARCH = /search\(.*?\)/;

export const usesSearch = ({ control }: Item): boolean => SEARCH.test(control['appearance'] ?? '');

/** Lists whose questions take their choices from a `search()`. */
export const searchLists = (survey: readonly Item[]): Set<string> =>
  new Set(
    [...walk(survey)].flatMap(({ item }) => (item.list !== undefined && usesSearch(item) ? [item.list] : [])),
  );

/** Every table that the form's own texts name, in the order in which they do; the same name may come again. */
export function* instancesOf({ survey, choices }: Pick<XlsForm, 'survey' | 'choices'>): Generator<Instance> {
  let hasLastSaved = false;
  for (const { item } of walk(survey)) {
    const place = at('survey', item.row, 'type');
    const sources = expressionsOf(item);
    for (const { column, text } of sources)
      for (const name of pulledFrom(text)) {
        const pulled = at('survey', item.row, column);
        yield { name, src: `jr://file-csv/${name}.csv`, isExternal: false, place: pulled };
      }
    const instance = fileInstance(item, place);
    if (instance !== undefined) yield instance;
    hasLastSaved ||= sources.some(({ text }) => referencesIn(text).some(({ isLastSaved }) => isLastSaved));
  }
  const saved = { name: '__last-saved', src: 'jr://instance/last-saved', isExternal: false };
  if (hasLastSaved) yield { ...saved, place: at('survey', 0) };
  const searched = searchLists(survey);
  for (const [name, list] of choices)
    if (!searched.has(name))
      yield { name, src: undefined, isExternal: false, place: at('choices', list[0]?.row ?? 0, 'list_name') };
}

interface Source {
  readonly column: string;
  readonly text: string;
}

const expressionsOf = ({ bind, choice_filter: filter = '', default: initial = '' }: Item): Source[] => [
  ...Object.entries(EXPRESSIONS).flatMap(([key, column]) =>
    textsOf(bind[key]).map((text) => ({ column, text })),
  ),
  { column: 'choice_filter', text: filter },
  { column: 'default', text: initial },
];

const pulledFrom = (text: string): string[] =>
  [...text.matchAll(PULLDATA)].map((match) => (match[1] ?? '').replaceAll(/['"]/g, '').trim());

function fileInstance({ type, name, list = '' }: Item, place: Place): Instance | undefined {
  if (type === 'csv-external') return { name, src: `jr://file-csv/${name}.csv`, isExternal: true, place };
  if (type === 'xml-external') return { name, src: `jr://file/${name}.xml`, isExternal: true, place };
  const extension = fileType(list);
  if (extension === undefined) return undefined;
  const folder = extension === 'csv' ? 'file-csv' : 'file';
  return {
    name: list.slice(0, -extension.length - 1),
    src: `jr://${folder}/${list}`,
    isExternal: false,
    place,
  };
}

/** Two tables of one name would be one table: refused unless they are the same file. */
export function checkInstances(form: XlsForm, report: Report): void {
  const seen = new Map<string, Instance>();
  for (const instance of instancesOf(form)) {
    const other = seen.get(instance.name);
    if (other === undefined) seen.set(instance.name, instance);
    else if (other.src !== instance.src || (other.isExternal && instance.isExternal))
      report.refuse(instance.place, 'same-instance-twice', instance.name);
  }
  checkSearch(form.survey, report);
  checkReferenceGeometry(form, seen, report);
}

function checkSearch(survey: readonly Item[], report: Report): void {
  const searched = searchLists(survey);
  for (const { item } of walk(survey)) {
    const isMixed =
      item.list !== undefined &&
      (usesSearch(item) ? fileType(item.list) !== undefined : searched.has(item.list));
    if (isMixed) report.refuse(at('survey', item.row, 'appearance'), 'not-allowed-here', 'search()');
  }
}

/** `reference-geometry` names a list, a file, an entity list or `${repeat}`. */
function checkReferenceGeometry(
  { survey, choices, entities }: XlsForm,
  instances: ReadonlyMap<string, Instance>,
  report: Report,
): void {
  const repeats = new Set(
    [...walk(survey)].flatMap(({ item }) => (item.type === 'repeat' ? [`\${${item.name}}`] : [])),
  );
  for (const { item } of walk(survey)) {
    const target = item.parameters['reference-geometry'];
    if (target === undefined || !GEO.has(item.type)) continue;
    const src = instances.get(target)?.src;
    const isFile = src !== undefined && (instances.get(target)?.isExternal || fromSelect(survey, target));
    const isKnown =
      isFile ||
      choices.has(target) ||
      repeats.has(target) ||
      entities.some(({ dataset }) => dataset === target);
    if (!isKnown)
      report.refuse(at('survey', item.row, 'parameters'), 'bad-parameter', `reference-geometry=${target}`);
  }
}

const GEO = new Set(['geopoint', 'geotrace', 'geoshape']);

const fromSelect = (survey: readonly Item[], name: string): boolean =>
  [...walk(survey)].some(({ item }) => {
    const extension = fileType(item.list ?? '');
    return extension !== undefined && item.list === `${name}.${extension}`;
  });
