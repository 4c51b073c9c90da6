import { randomBytes } from 'node:crypto';
import { badRequest } from './refusal.ts';
import type { Pieces } from './streamed.ts';

export interface Part {
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const CRLF = '\r\n';

/** A part to be sent, whose body may be long and still to be read. */
export interface Sending {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | Pieces;
}

export const newBoundary = (): string => randomBytes(16).toString('hex');

/** A multipart body (RFC 2046), piece by piece. */
export async function* writeMultipart(
  parts: AsyncIterable<Sending> | Iterable<Sending>,
  boundary: string,
): Pieces {
  for await (const { headers, body } of parts) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}${CRLF}`);
    yield `--${boundary}${CRLF}${lines.join('')}${CRLF}`;
    if (Buffer.isBuffer(body)) yield body;
    else yield* body;
    yield CRLF;
  }
  yield `--${boundary}--`;
}

/** The boundary that a `multipart/…` content type names, or undefined when it is another type. */
export function boundaryOf(contentType: string | null): string | undefined {
  const found = /^\s*multipart\/[^;]+;.*?\bboundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(
    contentType ?? '',
  );
  return found?.[1] ?? found?.[2];
}

/** Takes a multipart body apart; what stands before the first and after the last boundary does not count. */
export function readMultipart(body: Buffer, boundary: string): Part[] {
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(mark);
  if (at < 0) throw badRequest('The multipart body does not hold its boundary.');
  for (;;) {
    const after = at + mark.length;
    if (body.subarray(after, after + 2).toString('latin1') === '--') return parts;
    const lineEnd = body.indexOf(CRLF, after);
    const next = lineEnd < 0 ? -1 : body.indexOf(`${CRLF}--${boundary}`, lineEnd);
    if (next < 0) throw badRequest('The multipart body ends before its last boundary.');
    parts.push(readPart(body.subarray(lineEnd + 2, next)));
    at = next + 2;
  }
}

function readPart(part: Buffer): Part {
  // A part without headers begins with the empty line.
  const headless = part.subarray(0, 2).toString('latin1') === CRLF;
  const cut = headless ? 0 : part.indexOf(CRLF + CRLF);
  if (cut < 0) throw badRequest('A part of the multipart body has no end of its headers.');
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of part.subarray(0, cut).toString('utf8').split(CRLF)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, body: part.subarray(headless ? 2 : cut + 4) };
}

/** The file name of a `Content-Disposition`, as CouchDB writes it. */
export function fileNameOf(part: Part): string | undefined {
  const found = /\bfilename="((?:[^"\\]|\\.)*)"/.exec(part.headers['content-disposition'] ?? '');
  return found?.[1]?.replace(/\\(.)/g, '$1');
}

export const dispositionOf = (name: string): string =>
  `attachment; filename="${name.replace(/[\r\n]/g, '_').replace(/["\\]/g, '\\$&')}"`;
