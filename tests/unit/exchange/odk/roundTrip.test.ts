import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormDefinition } from '../../../../src/domain/form/definition.ts';
import type { ExportedResponse } from '../../../../src/exchange/odk/instance.ts';
import { type ReadFile, readResponses } from '../../../../src/exchange/odk/readResponses.ts';
import { EXPORT_FORMATS, type ExportFormat, writeResponses } from '../../../../src/exchange/odk/writeResponses.ts';
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
    roundOf: () => null,
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
