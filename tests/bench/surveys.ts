import type { Answers } from '../../src/domain/answer.ts';
import type { ResponseDocument } from '../../src/domain/document.ts';

/** Responses of about 1.5 KB as a survey brings them: choices, lists, numbers, places, some sentences. */

const WORDS =
  'vaccine centre woman household rumour fever trust doctor mosque school neighbour information radio phone husband mother village clinic waiting queue transport money fear side effects pregnant elderly disability wheelchair registered message reminder second dose certificate'.split(
    ' ',
  );
const PLACES = ['Korangi 12', 'Landhi 7', 'Orangi 31', 'Malir 5', 'Lyari 18'];
const ASKED = [
  ['yes', 'no', 'dont_know', 'refused'],
  ['tv', 'radio', 'family', 'lhw', 'mosque', 'phone'],
] as const;

/** mulberry32: the same number for the same seed on every machine. In [0, 1). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function survey(number: number, collector = 'amina'): { id: string; body: ResponseDocument } {
  const next = chance(1_000_003 + number);
  const below = (end: number): number => Math.floor(next() * end);
  const pick = <T>(among: readonly T[]): T => among[below(among.length)] as T;
  const sentence = (words: number): string => Array.from({ length: words }, () => pick(WORDS)).join(' ');
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const at = new Date(Date.UTC(2026, 0, 1) + below(300 * 86_400_000)).toISOString();
  const answers: Answers = {
    'area/place': pick(PLACES),
    'area/block': below(90),
    'area/point': {
      lat: 24.8 + below(300_000) / 1e6,
      lon: 66.9 + below(400_000) / 1e6,
      method: 'gps',
      accuracyMetres: below(30),
    },
    notes: sentence(46),
  };
  for (let question = 1; question <= 14; question++) {
    const path = `knowledge/q${question}`;
    if (question % 4 === 0) answers[path] = sentence(6 + below(6));
    else if (question % 4 === 1) answers[path] = pick(ASKED[0]);
    else if (question % 4 === 2) answers[path] = Array.from({ length: 1 + below(3) }, () => pick(ASKED[1]));
    else answers[path] = below(11);
  }
  const body: ResponseDocument = {
    type: 'response',
    schema: 1,
    campaign: 'bench',
    form: 'vaccine_baseline',
    formVersion: 'form:vaccine_baseline:0123456789abcdef',
    subject: 'survey',
    round: pick(['baseline', 'endline']),
    collector,
    device: hex(16),
    language: pick(['ur', 'en', 'es']),
    respondent: hex(8),
    answers,
    trail: { startedAt: at, finalizedAt: at, activeMs: below(1_800_000), answersChanged: below(5) },
    corrections: 0,
  };
  const place = `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
  return { id: `response:${place}`, body };
}

/** Bytes that do not compress, beginning as a JPEG does. */
export function photo(number: number, bytes: number): ArrayBuffer {
  const next = chance(7919 + number);
  const picture = Uint8Array.from({ length: bytes }, () => Math.floor(next() * 256));
  picture.set([0xff, 0xd8, 0xff, 0xe0]);
  return picture.buffer;
}
