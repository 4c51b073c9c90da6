// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { compileExpression } from '../../../src/domain/logic/compile.ts';
import { isSigned } from '../../../src/domain/logic/extended/ed25519.ts';
import { WHOLE_LANGUAGE } from '../../../src/domain/logic/extended/language.ts';
import { CORE_LANGUAGE } from '../../../src/domain/logic/language.ts';
import { type Scene, toText } from '../../../src/domain/logic/values.ts';

const scene = (seed = 0.5): Scene => ({
  answer: () => ['1', '', '3'],
  own: ['mine'],
  from: '',
  column: () => [''],
  today: '2024-03-01',
  now: '2024-03-01T09:30:00.000-07:00',
  zoneMs: -7 * 3_600_000,
  random: () => seed,
});
const names = { pathOf: () => 'many', ambiguous: new Set<string>() };

function textOf(source: string): string {
  const compiled = compileExpression(source, names, WHOLE_LANGUAGE);
  if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled)}`);
  return toText(compiled.value.evaluate(scene()));
}
const trouble = (source: string, language = WHOLE_LANGUAGE): string => {
  const compiled = compileExpression(source, names, language);
  return compiled.ok ? 'none' : `${compiled.why} ${compiled.words?.['found'] ?? ''}`.trim();
};

test.each([
  ["substring('12345', 0, 3)", '12'],
  ["substring('12345', 1.5, 2.6)", '234'],
  ["substring('12345', 1, 0 div 0)", ''],
  ["substring-before('1999/04/01', '/')", '1999'],
  ["substring-before('abc', 'x')", ''],
  ["substring-after('1999/04/01', '/')", '04/01'],
  ["translate('bar', 'abc', 'AB')", 'BAr'],
  ["translate('--aaa--', 'abc-', 'ABC')", 'AAA'],
  ["base64-decode('2LPZhNin2YU=')", 'سلام'],
  ["base64-decode('!')", ''],
  ["base64-decode('/w==')", ''],
])('works with texts: %s is "%s"', (source, expected) => expect(textOf(source)).toBe(expected));

test.each([
  ['floor(-1.5)', '-2'],
  ['ceiling(1.2)', '2'],
  ['pow(2, 10)', '1024'],
  ['exp10(-2)', '0.01'],
  ['log10(1000)', '3'],
  ["sqrt('x')", ''],
  ['atan2(1, 1) * 4 = pi()', 'true'],
  ["decimal-time('06:00:00.000-07:00')", '0.25'],
  ["decimal-time('12:00')", '0.5'],
  ["decimal-time('23:30:00.000-06:00')", '0.9375'],
  ["decimal-time('24:00')", ''],
  ["date-time('2024-02-29') = '2024-02-29'", 'true'],
  ["max(1 > 0, -0.5, 'x' = 'y')", '1'],
  ['min(1 div 0, 2, 3)', '2'],
  ['max(1 div 0, 2)', 'Infinity'],
  ["format-date('0024-02-29', '%Y-%m-%d %a')", '0024-02-29 Thu'],
  ["date('2024-01-01') - date('0024-01-01') = 2000 * 365.2425", 'true'],
])('works with numbers and times: %s is "%s"', (source, expected) => expect(textOf(source)).toBe(expected));

test.each([
  ["checklist(2, -1, 'yes', '', 'b', 0)", 'true'],
  ['checklist(-1, 1, ${many})', 'false'],
  ["weighted-checklist(3, 3, 'x', 3, '', 9)", 'true'],
  ['weighted-checklist(4, 4, ${many}, ${many})', 'true'],
])('counts what holds: %s is %s', (source, expected) => expect(textOf(source)).toBe(expected));

const SQUARE = "'0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0'";
test.each([
  ["distance('0 0 0 0;0 1 0 0')", '111318.85'],
  ["distance('21.1 -101.6', '21.1 -101.6')", '0'],
  ["distance('here')", ''],
  [`area(${SQUARE})`, '12391256135.81'],
  ["area('0 0;0 1')", '0'],
  [`geofence('0.5 0.5 0 0', ${SQUARE})`, 'true'],
  [`geofence('0.5 1.5 0 0', ${SQUARE})`, 'false'],
  ["geofence('0.5 0.5', '0 0;0 1;1 1;1 0')", 'false'],
  ["geofence('', '')", 'false'],
  ["intersects('0 0;1 1;1 0;0 1')", 'true'],
  [`intersects(${SQUARE})`, 'false'],
])('measures places: %s is "%s"', (source, expected) => expect(textOf(source)).toBe(expected));

test('a digest is that of NIST and RFC 1321, over the bytes of UTF-8', () => {
  expect(textOf("digest('abc', 'MD5', 'hex')")).toBe('900150983cd24fb0d6963f7d28e17f72');
  expect(textOf("digest('abc', 'SHA-1', 'hex')")).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  expect(textOf("digest('abc', 'SHA-256')")).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
  expect(textOf("digest('abc', 'SHA-384', 'hex')")).toMatch(
    /^cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163/,
  );
  expect(textOf("digest('abc', 'SHA-512', 'hex')")).toMatch(
    /^ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2/,
  );
  const long = 'a'.repeat(200);
  expect(textOf(`digest('${long}', 'SHA-1', 'hex')`)).toBe('e61cfffe0d9195a525fc6cf06ca2d77119c24a40');
  expect(textOf("digest('\ud83d', 'MD5', 'hex')")).toBe(textOf("digest('\ufffd', 'MD5', 'hex')"));
  expect(textOf("digest('abc', 'CRC')")).toBe('');
});

test('chance comes from outside, so that it can be repeated', () => {
  expect(textOf('random()')).toBe('0.5');
  expect(textOf('uuid()')).toBe('88888888-8888-4888-a888-888888888888');
  expect(textOf('uuid(5)')).toHaveLength(5);
  expect(textOf('uuid(1000000000)')).toHaveLength(1000);
});

test('randomize with a seed gives one order for all time, and leaves no one out', () => {
  const order = (source: string): string => {
    const compiled = compileExpression(source, { ...names, pathOf: () => 'letters' }, WHOLE_LANGUAGE);
    if (!compiled.ok) throw new Error(source);
    return toText(compiled.value.evaluate({ ...scene(), answer: () => ['a', 'b', 'c', 'd', 'e', 'f'] }));
  };
  // What Collect, Enketo and ODK Web Forms give for these seeds; text that is no number is 0 when there is none.
  expect(order("join('', randomize(${q}, 42))")).toBe('afcbde');
  expect(order("join('', randomize(${q}, -42))")).toBe('edafbc');
  expect(order("join('', randomize(${q}, 1.1))")).toBe('bfeacd');
  expect(order("join('', randomize(${q}, 11111111))")).toBe('acdbfe');
  expect(order("join('', randomize(${q}, 0))")).toBe('cbeafd');
  expect(order("join('', randomize(${q}, ''))")).toBe('cbeafd');
  expect([...order("join('', randomize(${q}, 7))")].sort().join('')).toBe('abcdef');
  const seeds = Array.from({ length: 40 }, (_, seed) => order(`join('', randomize(\${q}, ${seed + 1}))`));
  expect(new Set(seeds).size).toBeGreaterThan(20);
  expect(order("join('', randomize(${q}, 'a word'))")).not.toBe('abcdef');
  expect([...order("join('', randomize(${q}, 1 div 0))")].sort().join('')).toBe('abcdef');
});

test('the core tells what it does not know, and the whole language knows it', () => {
  for (const source of ['sum(${q})', '/data/q', 'position(..)', "instance('l')/root/item", '${q} | ${q}']) {
    expect(trouble(source, CORE_LANGUAGE), source).not.toBe('none');
    expect(trouble(source), source).toBe('none');
  }
});

test('names what is wrong with a path or a call', () => {
  expect(trouble('count(1)')).toBe('needs-questions count');
  expect(trouble("count-non-empty('a')")).toBe('needs-questions count-non-empty');
  expect(trouble('sum(1, 2)')).toBe('wrong-argument-count sum');
  expect(trouble('/data/[1]')).toBe('expression-syntax [1]');
  expect(trouble('/data/q[')).toBe('expression-syntax …');
  expect(trouble('sideways::q')).toBe('expression-syntax sideways::q');
  expect(trouble('@')).toBe('expression-syntax …');
  expect(trouble('/data/q[average(.)]')).toBe('unknown-function average');
});

test('compares thousands with thousands without going through every pair', () => {
  const many = Array.from({ length: 60_000 }, (_, at) => String(at));
  const others = Array.from({ length: 60_000 }, (_, at) => String(-1 - at));
  const both: Scene = { ...scene(), answer: (path) => (path === 'a' ? many : others) };
  const holds = (source: string): string => {
    const compiled = compileExpression(source, { ...names, pathOf: (name) => name }, WHOLE_LANGUAGE);
    if (!compiled.ok) throw new Error(source);
    return toText(compiled.value.evaluate(both));
  };
  expect(['${a} = ${b}', '${a} != ${b}', '${a} < ${b}', '${a} > ${b}'].map(holds)).toEqual([
    'false',
    'true',
    'false',
    'true',
  ]);
});

test.each(['md5', 'sha-1', 'sha-256', 'sha-384', 'sha-512'])(
  'digests any text with %s as others do',
  (name) => {
    for (const length of [0, 1, 55, 56, 63, 64, 111, 112, 119, 120, 128, 300]) {
      const text = 'ab\u0631'.repeat(length).slice(0, length);
      const expected = createHash(name.replace('-', '')).update(text);
      expect(textOf(`digest('${text}', '${name}', 'hex')`)).toBe(expected.digest('hex'));
    }
  },
);

test('a signed code gives its text to whoever holds the public key, and nothing when a bit of it was changed', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const message = Buffer.from('سلام, household 7');
  const signed = Buffer.concat([sign(null, message, privateKey), message]);
  const extract = (bytes: Uint8Array, by = key) =>
    textOf(`extract-signed('${Buffer.from(bytes).toString('base64')}', '${by}')`);
  expect(extract(signed)).toBe('سلام, household 7');
  for (const at of [0, 40, 63, signed.length - 1]) {
    const changed = Buffer.from(signed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(extract(changed)).toBe('');
  }
  expect(extract(signed, Buffer.alloc(32, 7).toString('base64'))).toBe('');
  expect(extract(signed, 'nonsense')).toBe('');
  expect(extract(signed.subarray(0, 63))).toBe('');
});

test('signatures are those of RFC 8032, 7.1', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const key = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = bytes(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
  expect(isSigned(bytes('72'), signature, key)).toBe(true);
  expect(isSigned(bytes('73'), signature, key)).toBe(false);
  // Adding the group's order to the second half must not make another signature of it (5.1.7).
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  const half = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
  const other = bytes(half.toString(16).padStart(64, '0')).reverse();
  expect(isSigned(bytes('72'), Buffer.concat([signature.subarray(0, 32), other]), key)).toBe(false);
});

test('beside a truth, answers are compared by their numbers, as in both engines of the field', () => {
  expect(textOf('true() <= ${many}')).toBe('true');
  expect(textOf('true() < ${many}')).toBe('true');
  expect(textOf('${many} < false()')).toBe('false');
});

/** By the chapters of ODK's page of operators and functions, with what its XForms specification has beside it. */
const DOCUMENTED = {
  'control flow': 'if position once',
  selects: 'selected selected-at count-selected jr:choice-name jr:itext',
  repeats: 'indexed-repeat count count-non-empty sum max min current last',
  texts:
    'regex contains starts-with ends-with substr substring-before substring-after translate string-length normalize-space concat join boolean-from-string string substring name local-name namespace-uri',
  numbers:
    'round int number digest floor ceiling pow log log10 abs sin cos tan asin acos atan atan2 sqrt exp exp10 pi',
  times: 'today now decimal-date-time date decimal-time format-date format-date-time date-time',
  places: 'area distance geofence intersects',
  utility:
    'random randomize uuid boolean not coalesce checklist weighted-checklist true false instance pulldata base64-decode extract-signed',
};

test.each(Object.entries(DOCUMENTED))(
  'knows all functions that ODK documents: %s',
  (_chapter, documented) => {
    expect(documented.split(' ').filter((name) => !WHOLE_LANGUAGE.functions.has(name))).toEqual([]);
  },
);
