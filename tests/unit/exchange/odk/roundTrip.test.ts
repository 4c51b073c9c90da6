import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { FormDefinition } from '../../../../src/domain/form/definition.ts';
import type { ExportedResponse } from '../../../../src/exchange/odk/instance.ts';
import { type ReadFile, readResponses } from '../../../../src/exchange/odk/readResponses.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  writeResponses,
} from '../../../../src/exchange/odk/writeResponses.ts';
import { formWithResponses } from './arbitrary.ts';

async function thereAndBack(
  format: ExportFormat,
  definition: FormDefinition,
  responses: readonly ExportedResponse[],
): Promise<ReadFile> {
  const file = await writeResponses(format, definition, responses, async () => undefined);
  const read = await readResponses(new Uint8Array(await file.arrayBuffer()), 'responses.zip', {
    campaign: 'demo',
    forms: [{ id: 'form:household:0', definition, isCurrent: true }],
    rounds: {},
  });
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

test.each(EXPORT_FORMATS)('responses that went out as %s come back as they were', async (format) => {
  await fc.assert(
    fc.asyncProperty(formWithResponses, async ({ definition, responses }) => {
      const read = await thereAndBack(format, definition, responses);
      expect(read.problems).toEqual([]);
      expect(Object.fromEntries(read.responses.map(({ id, document }) => [id, document]))).toEqual(
        Object.fromEntries(responses.map(({ id, document }) => [id, document])),
      );
    }),
    { numRuns: Number(process.env['RUNS'] ?? 150) },
  );
});

const DAMAGES = [
  (bytes: Uint8Array, at: number) => bytes.slice(0, at % bytes.length),
  (bytes: Uint8Array, at: number) =>
    bytes.map((byte, index) => (index === at % bytes.length ? byte ^ 0x15 : byte)),
  (bytes: Uint8Array, at: number) => new Uint8Array([...bytes.slice(at % bytes.length), ...bytes]),
];

test.each(EXPORT_FORMATS)('a damaged file of %s is told as a value, never thrown', async (format) => {
  await fc.assert(
    fc.asyncProperty(
      formWithResponses,
      fc.constantFrom(...DAMAGES),
      fc.nat(),
      fc.constantFrom('a.zip', 'a.json', 'a.xml', 'a.csv'),
      async ({ definition, responses }, damage, at, name) => {
        const file = await writeResponses(format, definition, responses, async () => undefined);
        const whole = new Uint8Array(await file.arrayBuffer());
        const zip = unzipSync(whole);
        const inner = Object.values(zip)[0] ?? whole;
        const read = await readResponses(damage(name === 'a.zip' ? whole : inner, at), name, {
          campaign: 'demo',
          forms: [{ id: 'form:household:0', definition, isCurrent: true }],
          rounds: {},
        });
        expect(typeof read.ok).toBe('boolean');
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
});

test('elements that lie a hundred thousand deep are a damaged file', async () => {
  const definition: FormDefinition = {
    form_id: 'household',
    version: '1',
    title: {},
    subject: 'survey',
    default_language: 'en',
    languages: ['en'],
    survey: [],
    choices: {},
  };
  const deep = `<data id="household">${'<a>'.repeat(100_000)}x${'</a>'.repeat(100_000)}</data>`;
  const read = await readResponses(new TextEncoder().encode(deep), 'a.xml', {
    campaign: 'demo',
    forms: [{ id: 'form:household:0', definition, isCurrent: true }],
    rounds: {},
  });
  expect(read.ok && read.value.problems).toEqual([
    { record: 'a.xml', place: '', key: 'damaged-file', found: '' },
  ]);
});
