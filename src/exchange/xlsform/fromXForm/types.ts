import { attribute, type XElement } from './document.ts';

const BY_BIND: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'integer',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  geopoint: 'geopoint',
  geotrace: 'geotrace',
  geoshape: 'geoshape',
  barcode: 'barcode',
};
const BY_CONTROL: Readonly<Record<string, string>> = {
  select1: 'select_one',
  select: 'select_multiple',
  rank: 'rank',
  range: 'range',
  trigger: 'acknowledge',
};
const BY_MEDIA: Readonly<Record<string, string>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  osm: 'osm',
};
const BY_PRELOAD: Readonly<Record<string, string>> = {
  'timestamp start': 'start',
  'timestamp end': 'end',
  'date today': 'today',
};

/** The XLSForm type of a value, from its bind and the control that shows it, if one does. */
export function typeOf(
  bind: ReadonlyMap<string, string>,
  control: XElement | undefined,
  sets: readonly string[],
): string {
  const type = bind.get('type') ?? 'string';
  if (control !== undefined) return shownType(bind, control, type);
  const preload = bind.get('jr:preload');
  if (preload === 'property') return bind.get('jr:preloadParams') ?? 'hidden';
  if (preload !== undefined) return BY_PRELOAD[`${preload} ${bind.get('jr:preloadParams')}`] ?? 'hidden';
  if (sets.includes('setgeopoint')) return 'start-geopoint';
  if (sets.includes('recordaudio')) return 'background-audio';
  if (type !== 'string') return BY_BIND[type] ?? 'text';
  return bind.has('calculate') || sets.includes('setvalue') ? 'calculate' : 'hidden';
}

function shownType(bind: ReadonlyMap<string, string>, control: XElement, type: string): string {
  if (control.name === 'upload')
    return BY_MEDIA[(attribute(control, 'mediatype') ?? '').split('/')[0] ?? ''] ?? 'file';
  if (control.name === 'input' && attribute(control, 'query') !== undefined) return 'select_one_external';
  const byControl = BY_CONTROL[control.name];
  if (byControl !== undefined) return byControl;
  const isNote = type === 'string' && bind.get('readonly') === 'true()' && !bind.has('calculate');
  return isNote ? 'note' : (BY_BIND[type] ?? 'text');
}
