import { Inflate } from 'fflate';

/** Why an archive cannot be read. */
export type ZipTrouble = 'damaged-workbook' | 'workbook-too-large' | 'locked-workbook';

/**
 * More than any form needs: the largest of the corpus unpacks to 9 MB. A larger limit would let a file of a few
 * kilobytes fill a phone's memory; a smaller one would refuse lists of a whole country's places.
 */
const MOST_BYTES = 64 * 1024 * 1024;
/** Packed bytes given to the unpacker at once; each can become a thousand. */
const PIECE_BYTES = 8 * 1024;

interface Entry {
  readonly at: number;
  readonly packedBytes: number;
  readonly method: number;
}

/** A ZIP archive whose entries are unpacked one by one, with a limit over the bytes of all of them. */
export class Zip {
  readonly #bytes: Uint8Array;
  /** By name. */
  readonly entries = new Map<string, Entry>();
  #left: number;

  /** @throws {ZipError} if the file is no archive, or its directory is broken */
  constructor(bytes: Uint8Array, mostBytes = MOST_BYTES) {
    this.#left = mostBytes;
    this.#bytes = bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = endOfDirectory(view);
    let at = view.getUint32(end + 16, true);
    for (let index = view.getUint16(end + 10, true); index > 0; index--) at = this.#readEntry(view, at);
  }

  /** @returns '' for an entry that is not there */
  text(name: string): string {
    const decoder = new TextDecoder();
    let text = '';
    this.read(name, (part) => {
      text += decoder.decode(part, { stream: true });
    });
    return text;
  }

  /** Unpacks an entry, if it is there, piece by piece, since what it says of its own size need not be true. */
  read(name: string, take: (part: Uint8Array) => void): void {
    const entry = this.entries.get(name);
    if (entry === undefined) return;
    const packed = this.#bytes.subarray(entry.at, entry.at + entry.packedBytes);
    const count = (part: Uint8Array): void => {
      this.#left -= part.length;
      if (this.#left < 0) throw new ZipError('workbook-too-large');
      take(part);
    };
    if (entry.method === 0) {
      count(packed);
      return;
    }
    const inflate = new Inflate(count);
    try {
      for (let from = 0; from < packed.length; from += PIECE_BYTES)
        inflate.push(packed.subarray(from, from + PIECE_BYTES), from + PIECE_BYTES >= packed.length);
    } catch (error) {
      throw error instanceof ZipError ? error : new ZipError('damaged-workbook');
    }
  }

  #readEntry(view: DataView, at: number): number {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50)
      throw new ZipError('damaged-workbook');
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new ZipError('locked-workbook');
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const [nameBytes = 0, extraBytes = 0, commentBytes = 0] = lengths;
    const name = new TextDecoder().decode(this.#bytes.subarray(at + 46, at + 46 + nameBytes));
    const local = view.getUint32(at + 42, true);
    if (local + 30 > view.byteLength) throw new ZipError('damaged-workbook');
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packedBytes = view.getUint32(at + 20, true);
    this.entries.set(name, { at: start, packedBytes, method: view.getUint16(at + 10, true) });
    return at + 46 + nameBytes + extraBytes + commentBytes;
  }
}

export class ZipError extends Error {
  /** Also what it was made with: there is nothing else to say. */
  declare readonly message: ZipTrouble;
}

/** The directory's end is the last thing in the file, but for a comment of up to 64 KB. */
function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw new ZipError('damaged-workbook');
}
