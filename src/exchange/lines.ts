/** Decompressed bytes that a file may hold: 1,000 photos of the largest size. More would fill a desk's memory. */
const BUNDLE_BYTES_MAX = 700_000_000;
/** One line: the largest photo in base64 has 655,000 characters. A longer line is a bomb or no bundle. */
const LINE_CHARACTERS_MAX = 2_000_000;

export type LinesEnd = 'whole' | 'broken' | 'stopped' | 'too-large';

/** Cuts a stream of text into lines. A line that is too long is given as null and never kept in memory. */
class LineCutter {
  /** Pieces of the line that has not ended; joined once, since joining at each chunk would be quadratic. */
  #pieces: string[] = [];
  #characters = 0;

  cut(text: string): (string | null)[] {
    const found: (string | null)[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      this.#add(text.slice(from, at));
      found.push(this.#line());
      from = at + 1;
    }
    this.#add(text.slice(from));
    return found;
  }

  last(): (string | null)[] {
    return this.#characters === 0 ? [] : [this.#line()];
  }

  #add(piece: string): void {
    this.#characters += piece.length;
    if (this.#characters > LINE_CHARACTERS_MAX) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #line(): string | null {
    const line = this.#characters > LINE_CHARACTERS_MAX ? null : this.#pieces.join('');
    this.#pieces = [];
    this.#characters = 0;
    return line;
  }
}

/** Some browsers unpack a download's gzip on their own. */
async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

/**
 * Reads the lines of a file, gzip or plain, and gives them one by one; null for a line that is too long.
 * @param take says whether to read on
 * @returns how it ended: `broken` when the gzip stream is damaged or cut short
 */
export async function readLines(
  file: Blob,
  take: (line: string | null) => Promise<boolean>,
): Promise<LinesEnd> {
  const plain = file.stream();
  const unpacked = (await isGzip(file)) ? plain.pipeThrough(new DecompressionStream('gzip')) : plain;
  const reader = unpacked.getReader();
  const cutter = new LineCutter();
  const decoder = new TextDecoder();
  let bytes = 0;
  let next = await nextChunk(reader);
  for (; next instanceof Uint8Array; next = await nextChunk(reader)) {
    bytes += next.byteLength;
    const isTooLarge = bytes > BUNDLE_BYTES_MAX;
    const lines = isTooLarge ? [] : cutter.cut(decoder.decode(next, { stream: true }));
    if (isTooLarge || !(await takeAll(lines, take))) {
      await reader.cancel().catch(() => undefined);
      return isTooLarge ? 'too-large' : 'stopped';
    }
  }
  await takeAll(cutter.last(), take);
  return next;
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array | 'whole' | 'broken'> {
  try {
    return (await reader.read()).value ?? 'whole';
  } catch {
    return 'broken';
  }
}

async function takeAll(
  lines: readonly (string | null)[],
  take: (line: string | null) => Promise<boolean>,
): Promise<boolean> {
  for (const line of lines) if (!(await take(line))) return false;
  return true;
}
