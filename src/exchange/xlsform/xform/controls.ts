/** What each type of question is in an XForm (https://getodk.github.io/xforms-spec). */
export interface Control {
  /** Element of the body; '' if the question is never shown. */
  readonly tag: string;
  readonly bind: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, string>>;
}

const shown = (tag: string, type: string): Control => ({ tag, bind: { type } });
const hidden = (type: string): Control => ({ tag: '', bind: { type } });
const upload = (mediatype: string): Control => ({
  tag: 'upload',
  bind: { type: 'binary' },
  attributes: { mediatype },
});
const preload = (kind: string, type: string, parameter: string): Control => ({
  tag: '',
  bind: { 'jr:preload': kind, type, 'jr:preloadParams': parameter },
});
const property = (name: string): Control => preload('property', 'string', name);

const CONTROLS: Readonly<Record<string, Control>> = {
  text: shown('input', 'string'),
  integer: shown('input', 'int'),
  decimal: shown('input', 'decimal'),
  note: { tag: 'input', bind: { readonly: 'true()', type: 'string' } },
  range: shown('range', 'int'),
  select_one: shown('select1', 'string'),
  select_multiple: shown('select', 'string'),
  select_one_external: shown('input', 'string'),
  rank: shown('odk:rank', 'odk:rank'),
  geopoint: shown('input', 'geopoint'),
  geotrace: shown('input', 'geotrace'),
  geoshape: shown('input', 'geoshape'),
  'start-geopoint': hidden('geopoint'),
  'background-geopoint': hidden('geopoint'),
  'background-audio': hidden('binary'),
  date: shown('input', 'date'),
  time: shown('input', 'time'),
  dateTime: shown('input', 'dateTime'),
  image: upload('image/*'),
  audio: upload('audio/*'),
  video: upload('video/*'),
  file: upload('application/*'),
  osm: upload('osm/*'),
  barcode: shown('input', 'barcode'),
  acknowledge: shown('trigger', 'string'),
  hidden: hidden('string'),
  calculate: hidden('string'),
  audit: hidden('binary'),
  start: preload('timestamp', 'dateTime', 'start'),
  end: preload('timestamp', 'dateTime', 'end'),
  today: preload('date', 'date', 'today'),
};
const NONE: Control = { tag: '', bind: {} };
const CONTAINERS = new Set(['group', 'repeat', 'meta', 'entity', 'csv-external', 'xml-external']);

/** Types that are none of these are properties of the phone: `deviceid`, `username`, `uri:email`. */
export const controlOf = (type: string): Control =>
  CONTROLS[type] ?? (CONTAINERS.has(type) ? NONE : property(type));
