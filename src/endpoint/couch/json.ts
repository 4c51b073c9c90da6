import { badRequest, Refusal } from './refusal.ts';

/** A JSON object from outside, before anything is known about it. */
export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Whether half of a surrogate pair stands alone: such text cannot be written as UTF-8 and read again. */
export const isBroken = (text: string): boolean => /\p{Surrogate}/u.test(text);

/** Deeper ones would meet the call stack's limit somewhere in PouchDB; forms and answers need fewer than 20. */
const DEPTH_MAX = 200;

/**
 * Refuses what JSON allows but copying code does not survive: `__proto__` as a field name (lost, or worse) and
 * bottomless nesting. Walks with a list of its own, so that it cannot itself overflow.
 */
export function checkShape(value: unknown): void {
  let level: object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) throw badRequest(`JSON is nested more than ${DEPTH_MAX} levels deep`);
    const next: object[] = [];
    for (const item of level) {
      if (Object.hasOwn(item, '__proto__')) throw badRequest('A field may not be named __proto__');
      for (const child of Object.values(item)) {
        if (typeof child === 'object' && child !== null) next.push(child);
      }
    }
    level = next;
  }
}

/** Of one body. An empty list takes two bytes of it, and more of memory; a document of 8 MB of numbers has fewer. */
export const VALUES_MAX = 4_000_000;
/** What a value takes in memory, its text aside. */
export const VALUE_BYTES = 40;

/** Counts brackets and commas outside texts: about as many values come of it. */
export function valuesIn(text: string): number {
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfText(text, at);
    else if (code === 0x2c || code === 0x5b || code === 0x7b) values += 1;
  }
  return values;
}

/** Before they take memory. */
function refuseManyValues(values: number): void {
  if (values <= VALUES_MAX) return;
  throw new Refusal(413, 'too_large', `The request entity holds more than ${VALUES_MAX} JSON values.`);
}

/** Where the text that begins at `start` ends. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

/** @param values in `text`, where they are counted already; where there cannot be too many, nobody needs to count */
export function parseJson(text: string, values = text.length < VALUES_MAX ? 0 : valuesIn(text)): unknown {
  refuseManyValues(values);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
  checkShape(value);
  return value;
}
