import { contentTypeOf } from '../../domain/files.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { sha256Hex } from '../digest.ts';
import { Zip, ZipError } from '../xlsform/zip.ts';
import type { ArrivedFile } from './response.ts';

export type ReadFileWhy = 'responses-unreadable' | 'responses-too-large';

/** More than an archive of some thousand photos; a desk has to hold it in memory. */
const UNPACKED_BYTES_MAX = 700_000_000;

/** By path in the archive; what is no archive is one file. */
type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export function unpack(bytes: Uint8Array, name: string): Result<Files, ReadFileWhy> {
  const own = new Uint8Array(bytes);
  if (own[0] !== 0x50 || own[1] !== 0x4b) return ok(new Map([[name, own]]));
  try {
    const zip = new Zip(own, UNPACKED_BYTES_MAX);
    return ok(
      new Map(
        [...zip.entries.keys()]
          .filter((entry) => !entry.endsWith('/'))
          .map((entry) => [entry, bytesIn(zip, entry)]),
      ),
    );
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return trouble(error.message === 'workbook-too-large' ? 'responses-too-large' : 'responses-unreadable');
  }
}

function bytesIn(zip: Zip, entry: string): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  zip.read(entry, (part) => parts.push(part));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What came along besides the records. */
export class Arrived {
  readonly #byName = new Map<string, { path: string; file: ArrivedFile }[]>();
  /** By SHA-256. */
  readonly bytes = new Map<string, Uint8Array<ArrayBuffer>>();

  static async of(files: Files): Promise<Arrived> {
    const arrived = new Arrived();
    for (const [path, bytes] of files) {
      if (isRecords(path)) continue;
      const sha256 = await sha256Hex(bytes);
      const name = nameOf(path);
      const file = { name, sha256, bytes: bytes.byteLength, contentType: contentTypeOf(name) };
      arrived.#byName.set(name, [...(arrived.#byName.get(name) ?? []), { path, file }]);
      arrived.bytes.set(sha256, bytes);
    }
    return arrived;
  }

  /** Photos of two phones may have one name: then the folder says whose. */
  find(name: string, instanceId: string): ArrivedFile | undefined {
    const found = this.#byName.get(nameOf(name)) ?? [];
    const own = instanceId.replace(/^uuid:/, '');
    const [only, second] = found;
    return second === undefined ? only?.file : found.find(({ path }) => path.includes(own))?.file;
  }
}

/** The log of a response is a table, too, and none of records. */
export const isRecords = (path: string): boolean =>
  /\.(?:json|xml|csv)$/i.test(path) && !/(?:^|\/)(?:audit\.csv$|files\/|media\/)/i.test(path);
