import type { Answer, FileReference, Geopoint } from '../domain/answer.ts';
import type { Choice, FormDefinition, Row } from '../domain/form/definition.ts';

/** What a cell may hold; numbers stay numbers, so that the guard against formulas leaves -5 alone. */
export type Cell = string | number;

export interface Column {
  readonly header: string;
  cell(answer: Answer | undefined): Cell;
}

/** Rows without an answer of their own. */
const SILENT = new Set<Row['type']>(['group', 'note', 'csv-external', 'xml-external']);
export const GEOPOINT_PARTS = [
  ['Latitude', (point: Geopoint) => point.lat],
  ['Longitude', (point: Geopoint) => point.lon],
  ['Altitude', (point: Geopoint) => point.altitudeMetres ?? ''],
  ['Accuracy', (point: Geopoint) => point.accuracyMetres ?? ''],
  // Not among ODK's: a pin that was put by hand must not pass for a measured place.
  ['Method', (point: Geopoint) => point.method],
] as const;

const isGeopoint = (answer: Answer | undefined): answer is Geopoint =>
  typeof answer === 'object' && 'lat' in answer;

/** `media:0190...` of type image/webp is the file `0190....webp`; what another device wrote leads into no other folder. */
export function mediaFileName({ media, contentType }: Pick<FileReference, 'media' | 'contentType'>): string {
  const subtype = (contentType.split('/')[1] ?? 'bin').replace(/[^\w.+-]/g, '');
  return `${media.replace(/^media:|[^\w-]/g, '')}.${subtype === 'jpeg' ? 'jpg' : subtype}`;
}

/** An answer as ODK writes it: choices by name, several of them separated by spaces, a photo by its file name. */
export function plainCell(answer: Answer | undefined): Cell {
  if (answer === undefined) return '';
  if (typeof answer === 'number' || typeof answer === 'string') return answer;
  if (typeof answer === 'boolean') return answer ? 'true' : 'false';
  if (Array.isArray(answer)) return answer.join(' ');
  if ('media' in answer) return mediaFileName(answer);
  return `${answer.lat} ${answer.lon} ${answer.altitudeMetres ?? 0} ${answer.accuracyMetres ?? 0}`;
}

/** ODK Central's names: group and question joined by `-`. */
export const headerOf = (path: string): string => path.replaceAll('/', '-');

/** Columns of the whole form or of one repeat in it: what its own repeats hold stands in tables of their own. */
export interface TableColumns {
  /** Path of the repeat in the definition; '' for the form. */
  readonly repeat: string;
  /** By path in the definition. */
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  /** Paths of the repeats directly in it. */
  readonly inner: readonly string[];
}

/** @param language words of the choices in that language; null writes the choices' names */
export function tablesOfForm(definition: FormDefinition, language: string | null): TableColumns[] {
  const tables: TableColumns[] = [];
  const table = (rows: readonly Row[], repeat: string): void => {
    const columns = new Map<string, readonly Column[]>();
    const inner: { row: Row; path: string }[] = [];
    const walk = (list: readonly Row[], prefix: string, header: string): void => {
      for (const row of list) {
        const path = `${prefix}${row.name}`;
        if (row.type === 'repeat') inner.push({ row, path });
        else {
          if (!SILENT.has(row.type))
            columns.set(path, columnsOfRow(definition, row, header + row.name, language));
          walk(row.children ?? [], `${path}/`, `${header}${row.name}-`);
        }
      }
    };
    walk(rows, repeat === '' ? '' : `${repeat}/`, '');
    tables.push({ repeat, columns, inner: inner.map(({ path }) => path) });
    for (const { row, path } of inner) table(row.children ?? [], path);
  };
  table(definition.survey, '');
  return tables;
}

function columnsOfRow(
  definition: FormDefinition,
  row: Row,
  header: string,
  language: string | null,
): readonly Column[] {
  const list = row.list_name ?? '';
  const choices = Object.hasOwn(definition.choices, list) ? (definition.choices[list] ?? []) : [];
  switch (row.type) {
    case 'geopoint':
    case 'start-geopoint':
    case 'background-geopoint':
      return geopointColumns(header);
    case 'select_multiple':
      return [choiceColumn(header, choices, definition, language), ...splitColumns(header, choices)];
    case 'select_one':
    case 'calculate':
      return [choiceColumn(header, choices, definition, language)];
    default:
      return [{ header, cell: plainCell }];
  }
}

export const geopointColumns = (header: string): readonly Column[] =>
  GEOPOINT_PARTS.map(([part, read]) => ({
    header: `${header}-${part}`,
    cell: (answer) => (isGeopoint(answer) ? read(answer) : ''),
  }));

function choiceColumn(
  header: string,
  choices: readonly Choice[],
  { default_language }: FormDefinition,
  language: string | null,
): Column {
  if (language === null) return { header, cell: plainCell };
  const words = new Map(
    choices.map(({ name, label }) => [name, label[language] ?? label[default_language] ?? name]),
  );
  const say = (name: string): string => words.get(name) ?? name;
  return {
    header,
    cell: (answer) => {
      if (Array.isArray(answer)) return answer.map(say).join('; ');
      return typeof answer === 'string' ? say(answer) : plainCell(answer);
    },
  };
}

/** One column a choice: 1 chosen, 0 not, empty when the question was not answered. */
const splitColumns = (header: string, choices: readonly Choice[]): readonly Column[] =>
  choices.map(({ name }) => ({
    header: `${header}/${name}`,
    cell: (answer) => (Array.isArray(answer) ? Number(answer.includes(name)) : ''),
  }));
