/** The words of the `type` column that forms of today use; for older ones see `legacyTypes.ts`. */

/** What a `type` cell says. */
export interface ReadType {
  readonly kind: 'question' | 'select' | 'begin' | 'end' | 'setting';
  /** As the form calls it: `integer`, `select_one`, `group`. */
  readonly type: string;
  /** List, file or `${question}` of a select; list of a loop or of OpenStreetMap tags. */
  readonly list?: string;
  readonly isFromFile?: boolean;
  readonly hasOther?: boolean;
  /** What a legacy type means besides: columns that the row does not fill itself. */
  readonly implies?: { readonly constraint?: string; readonly hint?: string };
}

const PLAIN =
  /^(?:text|integer|decimal|note|range|geopoint|geotrace|geoshape|start-geopoint|background-geopoint|date|time|image|audio|background-audio|video|file|barcode|acknowledge|hidden|calculate|xml-external|csv-external|audit|start|end|today|deviceid|username|email|phonenumber)$/;

/** Other spellings, in small letters. */
const ALIASES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'integer',
  trigger: 'acknowledge',
  photo: 'image',
  datetime: 'dateTime',
};

const CONTAINER = /^(begin|end)[\s_](group|repeat)$/i;
const SELECT =
  /^(select[_ ](?:one|multiple)[_ ]from[_ ]file|select_one_external|select[_ ]one|select_multiple|rank) (\S+)( (?:or specify other|or_other|or other))?$/i;

/** Reads a `type` cell whose runs of spaces are one already; undefined if it is none of today's. */
export function readType(cell: string): ReadType | undefined {
  const container = CONTAINER.exec(cell);
  if (container !== null)
    return { kind: /^b/i.test(cell) ? 'begin' : 'end', type: (container[2] ?? '').toLowerCase() };
  const select = SELECT.exec(cell);
  if (select !== null) return readSelect(select[1] ?? '', select[2] ?? '', select[3] !== undefined);
  const lower = cell.toLowerCase();
  const type = PLAIN.test(lower) ? lower : ALIASES[lower];
  return type === undefined ? undefined : { kind: 'question', type };
}

/** @param command what stands before the list */
export function readSelect(command: string, list: string, hasOther: boolean): ReadType {
  const lower = command.toLowerCase();
  const isPlain = lower === 'rank' || lower === 'select_one_external';
  const type = isPlain ? lower : /multiple|all that/.test(lower) ? 'select_multiple' : 'select_one';
  return { kind: 'select', type, list, isFromFile: /from.file/.test(lower), hasOther };
}
