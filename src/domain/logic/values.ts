import type { Place } from './extended/tree.ts';
import { DAY_MS, epochMs } from './time.ts';

/** The texts of the answers a reference stands for: one for a question, more for a question in a repeat. */
export type Nodes = readonly string[];

/** What an expression evaluates to (XPath 1.0: string, number, boolean, node-set). */
export type Value = string | number | boolean | Nodes;

/**
 * What a reference to an irrelevant question gives: an empty text where one value is wanted, nothing at all where a
 * function goes over many. Compared by identity; see `textsOf`.
 */
export const ABSENT: Nodes = Object.freeze(['']);

/** What `date()` gives for a text that is none: it shows in words, but counts as no answer (see `answerFrom`). */
export const INVALID_DATE: Nodes = Object.freeze(['Invalid Date']);

/** What an expression may ask of the world around it while it is evaluated. */
export interface Scene {
  answer(path: string): Nodes;
  /** `.` */
  own: Nodes;
  /** Path of the question that holds the expression. */
  from: string;
  /** A column of the choice that a filter looks at. */
  column(name: string): Nodes;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** ISO 8601 with offset. */
  readonly now: string;
  readonly zoneMs: number;
  /** From 0 inclusive to 1 exclusive. */
  random?(): number;
  /** The label of a choice of a question, in the language of the interview. */
  labelOf?(path: string, choiceName: string): string;
  /** A translated text of the form by its id in an XForm: `/data/q:label`, `list-0`. */
  textOf?(id: string): string;
  /** Where location paths begin; only forms that have some know it. */
  place?: Place | undefined;
}

/** Where a zone makes no difference. */
export const UTC = { zoneMs: 0 };

export const isNodes = (value: Value): value is Nodes => typeof value === 'object';

/** XPath 1.0, section 4.2, but NaN is empty: that is what is stored and shown when a calculation has no result. */
export function toText(value: Value): string {
  if (isNodes(value)) return value[0] ?? '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value === 0 ? 0 : value);
  return String(value);
}

/** With an exponent, unlike XPath 1.0: the text of a small calculated number has one. */
const NUMBER = /^\s*-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?\s*$/i;

/** XPath 1.0, section 4.4: an empty text is NaN, not 0. An ISO date is its days since 1970 (XForms). */
export function toNumber(value: Value, { zoneMs }: Pick<Scene, 'zoneMs'>): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value);
  if (NUMBER.test(text)) return Number(text);
  return epochMs(text, zoneMs) / DAY_MS;
}

/** XPath 1.0, section 4.3: a reference is true when the question is there, even if it has no answer. */
export function toBoolean(value: Value): boolean {
  if (isNodes(value)) return value.length > 0 && value !== ABSENT && value !== INVALID_DATE;
  return Boolean(value);
}

/** The values a function over many goes over: irrelevant questions are left out. */
export function manyIn(value: Value): readonly Value[] {
  if (!isNodes(value)) return [value];
  return value === ABSENT ? [] : value;
}

/** The same as texts. */
export const textsOf = (value: Value): Nodes => manyIn(value).map(toText);

/** White space as XML has it: a no-break space is none. */
export const SPACES = /[ \t\r\n]+/g;

/** The names in a select_multiple's text. */
export const namesIn = (value: Value): string[] => toText(value).split(SPACES).filter(Boolean);
