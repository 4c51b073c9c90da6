import { newBoundary, type Sending, writeMultipart } from '../../src/endpoint/couch/multipart.ts';

/** A whole multipart body, as a replicator sends it. */
export async function inOne(parts: readonly Sending[]): Promise<{ boundary: string; body: Buffer }> {
  const boundary = newBoundary();
  const pieces: Buffer[] = [];
  for await (const piece of writeMultipart(parts, boundary)) pieces.push(Buffer.from(piece));
  return { boundary, body: Buffer.concat(pieces) };
}
