/** The words of the `type` column, as pyxform 4.5 reads them. */

/** What a `type` cell says. */
export interface ReadType {
  readonly kind: 'question' | 'select' | 'begin' | 'end' | 'setting' | 'unknown';
  /** As the form calls it: `integer`, `select_one`, `group`. */
  readonly type: string;
  /** List, file or `${question}` of a select; list of a loop or of OpenStreetMap tags. */
  readonly list?: string;
  readonly isFromFile?: boolean;
  readonly hasOther?: boolean;
  /** What a legacy type means besides: columns that the row does not fill itself. */
  readonly implies?: { readonly constraint?: string; readonly hint?: string };
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Types that stand for themselves. */
const PLAIN = new Set(
  words(
    `text integer decimal note range geopoint geotrace geoshape start-geopoint background-geopoint date time dateTime
     image audio background-audio video file barcode acknowledge hidden calculate xml-external csv-external audit start
     end today deviceid username email phonenumber simserial subscriberid uri:deviceid uri:username uri:email
     uri:phonenumber uri:simserial uri:subscriberid`,
  ),
);

/** One spelling a line: what is written, and what it means. */
const ALIASES = new Map(
  `string text
int integer
trigger acknowledge
photo image
picture image
datetime dateTime
date time dateTime
location geopoint
gps geopoint
imei deviceid
device id deviceid
start time start
end time end
sim id simserial
subscriber id subscriberid
get device id deviceid
get start time start
get end time end
get today today
get sim id simserial
get subscriber id subscriberid
get phone number phonenumber`
    .split('\n')
    .map((line): [string, string] => {
      const cut = line.lastIndexOf(' ');
      return [line.slice(0, cut), line.slice(cut + 1)];
    }),
);

const daysIn = (most: number): ReadType => ({
  kind: 'question',
  type: 'integer',
  implies: { constraint: `0 <= . and . <= ${most}`, hint: `Enter a number 0-${most}.` },
});
const LEGACY = new Map<string, ReadType>([
  ['number of days in last month', daysIn(31)],
  ['number of days in last six months', daysIn(183)],
  ['number of days in last year', daysIn(365)],
  ['percentage', { kind: 'question', type: 'integer', implies: { constraint: '0 <= . and . <= 100' } }],
  [
    'phone number',
    {
      kind: 'question',
      type: 'text',
      implies: { constraint: "regex(., '^\\d*$')", hint: 'Enter numbers only.' },
    },
  ],
]);

/** Settings that may stand as rows of the survey. */
const SETTING_TYPES = new Map([
  ['form_title', 'title'],
  ['set form title', 'title'],
  ['form_id', 'id_string'],
  ['set form id', 'id_string'],
  ['public_key', 'public_key'],
  ['submission_url', 'submission_url'],
]);

const BEGIN = /^begin[\s_](group|lgroup|repeat|loop|looped group)(?: (?:over )?(\S+))?$/i;
const END = /^end[\s_](group|lgroup|repeat|loop|looped group)$/i;
const SELECT =
  /^(add select one prompt using|add select multiple prompt using|select all that apply from|select one from file|select multiple from file|select_one_from_file|select_multiple_from_file|select one from|select1|select_one_external|select_one|select one|select_multiple|select all that apply|rank) (\S+)( (?:or specify other|or_other|or other))?$/i;
const OSM = /^osm(?: (\S+))?/i;

const containerOf = (word: string): string =>
  /^(lgroup|looped group)$/i.test(word) ? 'repeat' : word.toLowerCase();

/** Reads a `type` cell whose runs of spaces are one already. */
export function readType(cell: string): ReadType {
  const end = END.exec(cell);
  if (end !== null) return { kind: 'end', type: containerOf(end[1] ?? '') };
  const begin = BEGIN.exec(cell);
  if (begin !== null) {
    const list = begin[2] === undefined ? {} : { list: begin[2] };
    return { kind: 'begin', type: containerOf(begin[1] ?? ''), ...list };
  }
  const select = SELECT.exec(cell);
  if (select !== null) return readSelect(select[1] ?? '', select[2] ?? '', select[3] !== undefined);
  const lower = cell.toLowerCase();
  const setting = SETTING_TYPES.get(lower);
  if (setting !== undefined) return { kind: 'setting', type: setting };
  const osm = OSM.exec(cell);
  if (osm !== null)
    return { kind: 'question', type: 'osm', ...(osm[1] === undefined ? {} : { list: osm[1] }) };
  return readPlain(cell) ?? readPlain(lower) ?? { kind: 'unknown', type: cell };
}

function readSelect(command: string, list: string, hasOther: boolean): ReadType {
  const lower = command.toLowerCase();
  const type =
    lower === 'rank' || lower === 'select_one_external'
      ? lower
      : /multiple|all that/.test(lower)
        ? 'select_multiple'
        : 'select_one';
  return { kind: 'select', type, list, isFromFile: /from.file/.test(lower), hasOther };
}

function readPlain(cell: string): ReadType | undefined {
  // `q date`, `add date prompt`: names of an editor of 2010, still in forms that are copied on.
  const core = cell.replace(/^q (?=\S)/, '').replace(/^add (.+) prompt$/, '$1');
  const type = PLAIN.has(core) ? core : ALIASES.get(core);
  if (type !== undefined) return { kind: 'question', type };
  return LEGACY.get(core);
}
