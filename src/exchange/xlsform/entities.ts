import { given, plainOf } from './cells.ts';
import { ENTITIES } from './columns.ts';
import { allocate, type Mention } from './entityPlaces.ts';
import { type EntityItem, type Item, walk } from './form.ts';
import { isXmlName, referencesIn } from './names.ts';
import { at, type Report } from './problem.ts';
import { type Rec, readRecords } from './records.ts';
import type { Sheet } from './sheet.ts';

const SHEET = 'entities';
const CLEANING = { plain: new Set(['dataset']), squeezes: false, isRaw: false, language: 'default' };
type Declared = Omit<EntityItem, 'container'>;

/** The entities sheet, checked row by row, before their places in the form are known. */
export function readEntities(sheet: Sheet | undefined, report: Report): Declared[] {
  if (sheet === undefined) return [];
  const { records, paths } = readRecords(sheet, ENTITIES, CLEANING, report);
  for (const [first = ''] of paths)
    if (!ENTITIES.known.has(first)) report.refuse(at(SHEET, 1, first), 'unknown-column', first);
  const seen = new Set<string>();
  return records.map((record) => {
    const entity = declared(record);
    checkEntity(entity, report);
    if (seen.has(entity.dataset))
      report.refuse(at(SHEET, entity.row, 'list_name'), 'duplicate-name', entity.dataset);
    seen.add(entity.dataset);
    return entity;
  });
}

const declared = ({ row, cells }: Rec): Declared => ({
  row,
  dataset: plainOf(cells, 'dataset') ?? '',
  ...given({
    label: plainOf(cells, 'label'),
    entity_id: plainOf(cells, 'entity_id'),
    create_if: plainOf(cells, 'create_if'),
    update_if: plainOf(cells, 'update_if'),
  }),
});

/** What is made needs a label; what is changed needs an id; what may be either needs to say when. */
function checkEntity(
  { row, dataset, label, entity_id: id, create_if: create, update_if: update }: Declared,
  report: Report,
): void {
  const refuse = report.refuse.bind(report);
  if (dataset === '') refuse(at(SHEET, row, 'list_name'), 'missing-name');
  else if (!isPropertyName(dataset) || dataset.includes('.'))
    refuse(at(SHEET, row, 'list_name'), 'bad-name', dataset);
  if (id === undefined && update !== undefined) refuse(at(SHEET, row, 'entity_id'), 'missing-value');
  if (id !== undefined && create !== undefined && update === undefined)
    refuse(at(SHEET, row, 'update_if'), 'missing-value');
  if (id === undefined && label === undefined) refuse(at(SHEET, row, 'label'), 'missing-label', dataset);
}

/** Names that begin with two underscores are the server's. */
const isPropertyName = (name: string): boolean => isXmlName(name) && !name.startsWith('__');

/** Where each entity is made: in the form, or in the group or repeat whose answers it takes. */
export function placeEntities(
  declared: readonly Declared[],
  survey: readonly Item[],
  report: Report,
): EntityItem[] {
  const mentions = new Map<string, Mention[]>();
  for (const { dataset } of declared) mentions.set(dataset, []);
  const taken = new Map<string, number>();
  for (const { item, around } of walk(survey)) {
    const saved = saveTo(item, declared, report);
    if (saved !== undefined) {
      const other = taken.get(`${saved.dataset}#${saved.property}`);
      if (other !== undefined)
        report.refuse(
          at('survey', item.row, 'save_to'),
          'duplicate-property',
          `${saved.property} (${other})`,
        );
      taken.set(`${saved.dataset}#${saved.property}`, item.row);
      mentions.get(saved.dataset)?.push({ around, row: item.row, isSaved: true });
    }
    for (const { dataset, ...entity } of declared)
      if (mentionedIn(entity).has(item.name))
        mentions.get(dataset)?.push({ around, row: item.row, isSaved: false });
  }
  const places = allocate(declared, mentions, report);
  return declared.map((entity) => ({ ...entity, container: places.get(entity.dataset) ?? [] }));
}

const mentionedIn = ({
  label = '',
  entity_id: id = '',
  create_if: create = '',
  update_if: update = '',
}: Omit<Declared, 'dataset'>): Set<string> =>
  new Set([label, id, create, update].flatMap((text) => referencesIn(text).map(({ name }) => name)));

/** Which property of which entity a question fills, `list#property` or plainly `property` where there is one list. */
export function saveTo(
  { row, bind, children }: Item,
  declared: readonly Declared[],
  report: Report,
): { dataset: string; property: string } | undefined {
  const text = bind['entities:saveto'];
  if (typeof text !== 'string') return undefined;
  const place = at('survey', row, 'save_to');
  if (declared.length === 0) return void report.refuse(place, 'no-entities', text);
  if (children !== undefined) return void report.refuse(place, 'not-allowed-here', 'save_to');
  const parts = text.split('#');
  const property = parts.at(-1) ?? '';
  const dataset = parts.length > 1 ? (parts[0] ?? '') : (declared[0]?.dataset ?? '');
  if (parts.length > 2) return void report.refuse(place, 'bad-name', text);
  if (parts.length === 1 && declared.length > 1) return void report.refuse(place, 'entity-prefix', text);
  if (!declared.some((one) => one.dataset === dataset))
    return void report.refuse(place, 'unknown-list', dataset);
  if (/^(name|label)$/i.test(property)) return void report.refuse(place, 'reserved-name', property);
  if (!isPropertyName(property)) return void report.refuse(place, 'bad-name', property);
  return { dataset, property };
}
