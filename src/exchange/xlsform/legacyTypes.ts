import { type ReadType, readSelect } from './types.ts';

/** Types of editors of 2010 and of phones of those years, still in forms that are copied on (pyxform 4.5). */

/** One spelling a line: what is written, and what it means. */
const ALIASES = new Map(
  `picture image
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
get phone number phonenumber
string text
int integer
photo image
datetime dateTime
dateTime dateTime`
    .split('\n')
    .map((line): [string, string] => {
      const cut = line.lastIndexOf(' ');
      return [line.slice(0, cut), line.slice(cut + 1)];
    }),
);
const PLAIN =
  /^(?:text|integer|decimal|note|geopoint|date|time|image|audio|video|file|barcode|acknowledge|calculate|simserial|subscriberid|uri:(?:deviceid|username|email|phonenumber|simserial|subscriberid))$/;

const daysIn = (most: number): ReadType => ({
  kind: 'question',
  type: 'integer',
  implies: { constraint: `0 <= . and . <= ${most}`, hint: `Enter a number 0-${most}.` },
});
const IMPLYING = new Map<string, ReadType>([
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
const SETTINGS = new Map([
  ['form_title', 'title'],
  ['set form title', 'title'],
  ['form_id', 'id_string'],
  ['set form id', 'id_string'],
  ['public_key', 'public_key'],
  ['submission_url', 'submission_url'],
]);

const CONTAINER = /^(begin|end)[\s_](lgroup|loop|looped group|group|repeat)(?: (?:over )?(\S+))?$/i;
const SELECT =
  /^(add select one prompt using|add select multiple prompt using|select all that apply from|select one from|select1|select all that apply) (\S+)( (?:or specify other|or_other|or other))?$/i;
const OSM = /^osm(?: (\S+))?/i;

/** Reads a `type` cell of old. */
export function readLegacyType(cell: string): ReadType | undefined {
  const container = CONTAINER.exec(cell);
  if (container !== null) return readContainer(container[1] ?? '', container[2] ?? '', container[3]);
  const select = SELECT.exec(cell);
  if (select !== null) return readSelect(select[1] ?? '', select[2] ?? '', select[3] !== undefined);
  const lower = cell.toLowerCase();
  const setting = SETTINGS.get(lower);
  if (setting !== undefined) return { kind: 'setting', type: setting };
  const osm = OSM.exec(cell);
  if (osm !== null)
    return { kind: 'question', type: 'osm', ...(osm[1] === undefined ? {} : { list: osm[1] }) };
  return readPlain(cell) ?? readPlain(lower);
}

function readContainer(side: string, word: string, list: string | undefined): ReadType | undefined {
  const type = /^l.*group$/i.test(word) ? 'repeat' : word.toLowerCase();
  if (side.toLowerCase() === 'begin') return { kind: 'begin', type, ...(list === undefined ? {} : { list }) };
  return list === undefined ? { kind: 'end', type } : undefined;
}

/** `q date`, `add date prompt` */
function readPlain(cell: string): ReadType | undefined {
  const core = cell.replace(/^q (?=\S)/, '').replace(/^add (.+) prompt$/, '$1');
  const type = PLAIN.test(core) ? core : ALIASES.get(core);
  return type === undefined ? IMPLYING.get(core) : { kind: 'question', type };
}
