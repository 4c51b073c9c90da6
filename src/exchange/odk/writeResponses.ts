import type { FileReference } from '../../domain/answer.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { type CsvTable, exportTables } from '../csv.ts';
import { mediaFileName } from '../csvColumns.ts';
import { Archive } from './archive.ts';
import { fieldsOf } from './fields.ts';
import { detailsOf, type ExportedResponse, instanceIdOf } from './instance.ts';
import { writeJson } from './json.ts';
import { DETAILS_NAME } from './readResponses.ts';
import { exactAnswers } from './tree.ts';
import { writeInstance } from './xml.ts';

export type ExportFormat = 'json' | 'xml' | 'csv';
export const EXPORT_FORMATS: readonly ExportFormat[] = ['json', 'xml', 'csv'];

/** Reads the bytes of a photo, recording or file; undefined when it is not here. */
export type MediaReader = (file: FileReference) => Promise<Uint8Array | undefined>;

/** A file of an archive that is made of text. */
interface TextFile {
  readonly path: string;
  readonly text: string;
}

function textFiles(
  format: ExportFormat,
  definition: FormDefinition,
  responses: readonly ExportedResponse[],
): TextFile[] {
  switch (format) {
    case 'json':
      return [{ path: 'Submissions.json', text: writeJson(definition, responses) }];
    case 'xml':
      return responses.map((response) => ({
        path: `${folderOf('xml', response.id)}/submission.xml`,
        text: writeInstance(definition, response),
      }));
    case 'csv': {
      const tables = exportTables(definition, responses, null);
      return [
        ...tables.map(({ name, csv }) => ({ path: name, text: csv })),
        detailsFile(definition, responses),
      ];
    }
  }
}

/** What cells have no place for, beside the tables. */
function detailsFile(definition: FormDefinition, responses: readonly ExportedResponse[]): TextFile {
  const fields = fieldsOf(definition);
  const details = responses.map(({ id, document }) => [
    instanceIdOf(id),
    detailsOf(document, exactAnswers(fields, document.answers)),
  ]);
  return { path: DETAILS_NAME, text: JSON.stringify(Object.fromEntries(details)) };
}

/** The folder of one response, as Briefcase and Central name it, with no sign that a file system refuses. */
const folderOf = (format: ExportFormat, id: string): string =>
  `${format === 'xml' ? 'instances' : 'files'}/${instanceIdOf(id).replace(/[^\w-]/g, '')}`;

/**
 * All responses to a form as one ZIP archive: a JSON file as ODK Central tells it, one OpenRosa instance a response, or
 * tables; each photo under the name that its answer gives it, in the folder of its response.
 */
export async function writeResponses(
  format: ExportFormat,
  definition: FormDefinition,
  responses: readonly ExportedResponse[],
  read: MediaReader,
): Promise<Blob> {
  const archive = new Archive();
  for (const { path, text } of textFiles(format, definition, responses)) archive.text(path, text);
  for (const { id, document } of responses) {
    for (const answer of Object.values(document.answers)) {
      if (typeof answer !== 'object' || !('media' in answer)) continue;
      const bytes = await read(answer);
      if (bytes !== undefined) archive.bytes(`${folderOf(format, id)}/${mediaFileName(answer)}`, bytes);
    }
  }
  return archive.end();
}

/** Tables as one archive, for a form with repeats. */
export function packTables(tables: readonly CsvTable[]): Blob {
  const archive = new Archive();
  for (const { name, csv } of tables) archive.text(name, csv);
  return archive.end();
}
