import { type ColumnPath, columnName, ENTITIES, SETTINGS, type SheetColumns, SURVEY } from './columns.ts';
import { fileType, type Item, type Lists, type Plain, type Text, type XlsForm } from './form.ts';
import { type SheetRow, sheetRow, type Workbook } from './sheet.ts';

/** A row to write: texts by header. */
type Line = Record<string, string>;

/** A form as the sheets of an XLSForm; read again they give the same form. */
export function toSheets({ settings, survey, choices, externalChoices, osm, entities }: XlsForm): Workbook {
  const sheets: [name: string, lines: Line[]][] = [
    ['survey', survey.flatMap(surveyLines)],
    ['choices', choiceLines(choices)],
    ['external_choices', choiceLines(externalChoices)],
    ['osm', choiceLines(osm)],
    ['entities', entities.map(({ row, container, ...entity }) => renamed(entity, ENTITIES))],
  ];
  const isClean = [...sheets, ['', [settings]] as const].every(([, lines]) =>
    lines.every((line) => Object.values(line).every((text) => !UNCLEAN.test(text))),
  );
  const cleaning = isClean ? {} : { clean_text_values: 'no' };
  const { id_string: id, ...others } = settings;
  sheets.push(['settings', [renamed({ form_id: id, ...cleaning, ...others }, SETTINGS)]]);
  return sheets.flatMap(([name, lines]) => (lines.length === 0 ? [] : [{ name, rows: rowsOf(lines) }]));
}

/** What reading would make straight, as pyxform does unless it is told not to. */
const UNCLEAN = / {2}|[‘’“”]/;

/** Columns that come first, as authors are used to see them. */
const FIRST = ['type', 'list_name', 'name', 'label'];

function rowsOf(lines: readonly Line[]): SheetRow[] {
  const found = new Set(lines.flatMap((line) => Object.keys(line)));
  const headers = [
    ...FIRST.filter((header) => found.has(header)),
    ...[...found].filter((one) => !FIRST.includes(one)),
  ];
  return [headers, ...lines.map((line) => headers.map((header) => line[header] ?? ''))].flatMap(
    (texts, index) => sheetRow(index + 1, texts) ?? [],
  );
}

function surveyLines(item: Item): Line[] {
  const { children } = item;
  if (children === undefined) return [lineOf(item, typeOf(item))];
  return [
    lineOf(item, `begin_${item.type}`),
    ...children.flatMap(surveyLines),
    { type: `end_${item.type}`, name: item.name },
  ];
}

/** Types whose list stands in the type's own cell. */
const WITH_LIST = /^(select_|rank$|osm$)/;

function typeOf({ type, list = '' }: Item): string {
  if (list === '' || !WITH_LIST.test(type)) return type;
  return fileType(list) !== undefined && /^select_(one|multiple)$/.test(type)
    ? `${type}_from_file ${list}`
    : `${type} ${list}`;
}

function lineOf(item: Item, type: string): Line {
  const line: Line = { type, name: item.name };
  const { label, hint, guidance_hint, media, bind, control, instance, parameters, trigger } = item;
  putText(line, ['label'], label);
  putText(line, ['hint'], hint);
  putText(line, ['guidance_hint'], guidance_hint);
  for (const [group, texts] of Object.entries({ bind, control, media, instance }))
    for (const [key, text] of Object.entries(texts)) putText(line, [group, key], text);
  if (!WITH_LIST.test(item.type)) putText(line, ['dastak_list'], item.list);
  putText(line, ['default'], item.default);
  putText(line, ['choice_filter'], item.choice_filter);
  putText(line, ['trigger'], trigger?.map((name) => `\${${name}}`).join(','));
  putText(line, ['parameters'], writeParameters(parameters));
  return line;
}

function writeParameters(parameters: Plain): string | undefined {
  const pairs = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? undefined : pairs.join(pairs.some((pair) => pair.includes(' ')) ? ';' : ' ');
}

function putText(line: Line, path: ColumnPath, text: Text | undefined): void {
  if (text === undefined) return;
  if (typeof text === 'string') line[columnName(SURVEY, path)] = text;
  else
    for (const [language, one] of Object.entries(text)) line[columnName(SURVEY, [...path, language])] = one;
}

const choiceLines = (lists: Lists): Line[] =>
  [...lists].flatMap(([list, choices]) =>
    choices.map(({ name, label, media, extra }) => {
      const line: Line = { list_name: list, name };
      putText(line, ['label'], label);
      for (const [kind, text] of Object.entries(media)) putText(line, ['media', kind], text);
      return { ...line, ...extra };
    }),
  );

const renamed = (texts: Readonly<Record<string, string | undefined>>, columns: SheetColumns): Line =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) =>
      text === undefined ? [] : [[columnName(columns, [key]), text]],
    ),
  );
