import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A ZIP archive that is written file by file; photos are packed already. */
export class Archive {
  readonly #parts: Uint8Array<ArrayBuffer>[] = [];
  readonly #names = new Set<string>();
  readonly #zip = new Zip((error, part) => {
    if (error !== null) throw error;
    this.#parts.push(new Uint8Array(part));
  });

  text(path: string, text: string): void {
    this.#put(new ZipDeflate(path, { level: 6 }), new TextEncoder().encode(text));
  }

  bytes(path: string, bytes: Uint8Array): void {
    if (this.#names.has(path)) return;
    this.#put(new ZipPassThrough(path), bytes);
  }

  #put(file: ZipDeflate | ZipPassThrough, bytes: Uint8Array): void {
    this.#names.add(file.filename);
    // The day on which it was packed is nobody's business, and the same content gives the same file.
    file.mtime = new Date(1980, 0, 1);
    this.#zip.add(file);
    file.push(bytes, true);
  }

  end(): Blob {
    this.#zip.end();
    return new Blob(this.#parts, { type: 'application/zip' });
  }
}
