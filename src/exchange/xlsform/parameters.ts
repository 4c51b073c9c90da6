import { fileType, type Item, type Lists, type Plain } from './form.ts';
import { isXmlName, onlyReference } from './names.ts';
import type { Place, Report } from './problem.ts';

/** What a parameter may be; the words say it to the author: `true|false`, `integer`, `number`, `name`. */
type Rule = string;

const MOCK = { 'allow-mock-accuracy': 'true|false', 'reference-geometry': 'any' };
const LINE: Readonly<Record<string, Rule>> = { incremental: 'true', ...MOCK };
const SELECT: Readonly<Record<string, Rule>> = { randomize: 'true|false', seed: 'number or a question' };
const QUALITY = 'voice-only|low|normal';

/** Parameters of each type that pyxform checks; those of other types are kept as they are. */
const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  text: { rows: 'integer' },
  image: { 'max-pixels': 'integer', app: 'package' },
  audio: { quality: `${QUALITY}|external` },
  'background-audio': { quality: QUALITY },
  geopoint: { 'capture-accuracy': 'number', 'warning-accuracy': 'number', ...MOCK },
  geotrace: LINE,
  geoshape: LINE,
  select_one: SELECT,
  select_multiple: SELECT,
  select_one_external: SELECT,
  rank: SELECT,
  range: {
    start: 'number',
    end: 'number',
    step: 'number',
    tick_interval: 'number',
    placeholder: 'number',
    tick_labelset: 'any',
  },
  audit: {
    'location-priority': 'no-power|low-power|balanced|high-accuracy',
    'location-min-interval': 'whole number',
    'location-max-age': 'whole number',
    'track-changes': 'true|false',
    'track-changes-reasons': 'on-form-edit',
    'identify-user': 'true|false',
  },
};

const FROM_FILE: Readonly<Record<string, Rule>> = { ...SELECT, value: 'name', label: 'name' };

/** Appearances with which another app may take a picture; with others its name is not looked at. */
const WITH_APP = ['', 'annotate'];

/** Refuses parameters that the type does not know or that hold what they cannot. */
export function checkParameters(
  { type, parameters, control, list = '' }: Item,
  place: Place,
  report: Report,
): void {
  const rules = fileType(list) !== undefined ? FROM_FILE : RULES[type];
  const hasApp = WITH_APP.includes(control['appearance'] ?? '');
  if (rules === undefined) return;
  for (const [key, value] of Object.entries(parameters)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined)
      report.refuse(place, 'unknown-parameter', `${key} (${Object.keys(rules).join(', ')})`);
    else if (!(keeps(rule, value) || (rule === 'package' && !hasApp)))
      report.refuse(place, 'bad-parameter', `${key}=${value} (${rule})`);
  }
  if (parameters['seed'] !== undefined && parameters['randomize'] === undefined)
    report.refuse(place, 'parameter-needs', 'seed, randomize=true');
  if (type === 'audit') checkAudit(parameters, place, report);
}

const isNumber = (value: string): boolean => value !== '' && Number.isFinite(Number(value));
const PACKAGE = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/;

function keeps(rule: Rule, value: string): boolean {
  switch (rule) {
    case 'any':
      return true;
    case 'integer':
      return /^[+-]?\d+$/.test(value);
    case 'whole number':
      return /^\d+$/.test(value);
    case 'number':
      return isNumber(value);
    case 'number or a question':
      return isNumber(value) || onlyReference(value) !== undefined;
    case 'name':
      return isXmlName(value);
    case 'package':
      return PACKAGE.test(value);
    default:
      return rule.split('|').includes(value.toLowerCase());
  }
}

const LOCATION = ['location-priority', 'location-min-interval', 'location-max-age'];

function checkAudit(parameters: Plain, place: Place, report: Report): void {
  const missing = LOCATION.filter((key) => parameters[key] === undefined);
  if (missing.length > 0 && missing.length < LOCATION.length)
    report.refuse(place, 'parameter-needs', `${LOCATION.join(', ')}`);
  if (Number(parameters['location-max-age']) < Number(parameters['location-min-interval']))
    report.refuse(place, 'bad-parameter', 'location-max-age < location-min-interval');
}

/** start, end and step of a range question where it says nothing. */
export const RANGE_DEFAULTS: Plain = { start: '1', end: '10', step: '1' };
const TICKS = ['tick_interval', 'placeholder', 'tick_labelset'];

/** Whether ticks, placeholder and labels of a range lie on its scale. */
export function checkRange(
  parameters: Plain,
  appearance: string,
  choices: Lists,
  place: Place,
  report: Report,
): void {
  const bad = (key: string): void => report.refuse(place, 'bad-parameter', `${key}=${parameters[key] ?? ''}`);
  const ticks = TICKS.filter((key) => parameters[key] !== undefined);
  if (!['', 'vertical', 'no-ticks', 'vertical no-ticks'].includes(appearance) && ticks.length > 0)
    report.refuse(place, 'not-allowed-here', `${ticks.join(', ')} (${appearance})`);
  const number = (key: string): number => Number(parameters[key] ?? RANGE_DEFAULTS[key]);
  const [start, end, step] = [number('start'), number('end'), number('step')];
  const width = Math.abs(end - start);
  const onScale = (value: number, by: number): boolean => isMultiple(value - start, by) && inside(value);
  const inside = (value: number): boolean => value >= Math.min(start, end) && value <= Math.max(start, end);
  if (step === 0 || step > width) bad('step');
  const interval = number('tick_interval');
  if (
    parameters['tick_interval'] !== undefined &&
    (interval === 0 || interval > width || !isMultiple(interval, step))
  )
    bad('tick_interval');
  if (parameters['placeholder'] !== undefined && !onScale(number('placeholder'), step)) bad('placeholder');
  const labels = parameters['tick_labelset'];
  if (labels === undefined) return;
  const values = choices.get(labels)?.map(({ name }) => Number(name));
  const by = parameters['tick_interval'] === undefined ? step : interval;
  if (values === undefined || values.some((value) => !Number.isFinite(value) || !onScale(value, by))) {
    bad('tick_labelset');
    return;
  }
  const isAtEnds = new Set(values).size === 2 && values.every((value) => value === start || value === end);
  if (appearance.includes('no-ticks') && !isAtEnds) bad('tick_labelset');
}

/** Steps such as 0.1 are no binary fractions: a hair beside a multiple is one. */
function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** Whether a range asks for decimals. */
export const isDecimalRange = (parameters: Plain): boolean =>
  ['start', 'end', 'step', 'tick_interval', 'placeholder'].some(
    (key) => !Number.isInteger(Number(parameters[key] ?? 0)),
  );
