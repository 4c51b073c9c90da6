import type { Call } from './call.ts';
import { logLine } from './log.ts';
import { fromPouch } from './refusal.ts';

/** A part of an answer: text, or bytes. */
export type Piece = string | Buffer;
export type Pieces = AsyncGenerator<Piece, void>;

/** Many small pieces go as one: each write of a socket costs more than joining them. */
const CHUNK_BYTES = 64 * 1024;

/** The same bytes in chunks worth sending; the last one may be smaller, and empty when there was nothing. */
export async function* gathered(pieces: Pieces): AsyncGenerator<Buffer, void> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const part = typeof piece === 'string' ? Buffer.from(piece) : piece;
    held.push(part);
    bytes += part.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    bytes = 0;
  }
  yield Buffer.concat(held);
}

/** Bytes that are sent at one time: a multiple of three, so that Base64 pads only at the end. */
const SLICE_BYTES = 3 * 64 * 1024;

export function* slices(bytes: Buffer): Generator<Buffer, void> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    yield bytes.subarray(start, start + SLICE_BYTES);
  }
}

/** Bytes that are there already, handed over no faster than they are taken. */
export function inSlices(bytes: Buffer): ReadableStream<Uint8Array> {
  const parts = slices(bytes);
  return new ReadableStream({
    pull(out) {
      const next = parts.next();
      if (next.done) out.close();
      else out.enqueue(next.value);
    },
  });
}

/**
 * An answer that is read while it is sent, no faster than the caller takes it: however much it holds, a chunk of it is
 * in memory. What fails before the first chunk is full is refused as any other request; later the connection breaks
 * off, so that nobody takes a part for the whole. `transfer-encoding` tells that nobody knows its length.
 */
export async function streamed(
  { core, request }: Call,
  pieces: Pieces,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const chunks = gathered(pieces);
  const first = await chunks.next();
  const second = await chunks.next();
  const all = { 'content-type': 'application/json', 'cache-control': 'must-revalidate', ...headers };
  const begin = first.value ?? Buffer.alloc(0);
  if (second.done) return new Response(new Uint8Array(begin), { headers: all });
  const ready: Uint8Array[] = [begin, second.value];
  const body = new ReadableStream<Uint8Array>({
    async pull(out) {
      const held = ready.shift();
      if (held) return out.enqueue(held);
      try {
        const next = await chunks.next();
        if (next.done) out.close();
        else if (next.value.length > 0) out.enqueue(next.value);
        else out.close();
      } catch (trouble) {
        if (!core.closing.aborted) core.log(logLine(request, fromPouch(trouble).cause ?? trouble));
        out.error(trouble);
      }
    },
    cancel: async () => void (await chunks.return()),
  });
  return new Response(body, { headers: { ...all, 'transfer-encoding': 'chunked' } });
}

/**
 * What `read` finds for each of `items`, in their order. At most `atOnce` are read ahead: enough to keep the disk busy,
 * few enough for the largest documents.
 */
export async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  read: (item: T) => Promise<R>,
): AsyncGenerator<R, void> {
  const ahead: Promise<R>[] = [];
  for await (const item of items) {
    const one = read(item);
    // Its turn to be heard may come after another one's failure, or never.
    one.catch(() => undefined);
    ahead.push(one);
    if (ahead.length >= atOnce) yield ahead.shift() as Promise<R>;
  }
  for (const one of ahead) yield one;
}

/** Documents that are read ahead: as large as one may be, they stay below 64 MB of text. */
export const READ_AHEAD = 8;
