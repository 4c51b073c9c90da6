import { canonicalJson } from '../domain/canonical.ts';
import { generation, revHash } from '../domain/revisions.ts';
import { BUNDLE_VERSION, type BundleDocument, type BundleHeader, type BundlePhoto } from './bundle.ts';
import { sha256Hex, toBase64 } from './digest.ts';

type Many<T> = Iterable<T> | AsyncIterable<T>;

/** A document as the replicator would push it. */
const asPushed = ({ id, leaf }: BundleDocument): Record<string, unknown> => ({
  ...leaf.body,
  _id: id,
  _rev: leaf.rev,
  ...(leaf.deleted ? { _deleted: true } : {}),
  _revisions: { start: generation(leaf.rev), ids: [leaf.rev, ...leaf.ancestors].map(revHash) },
});

async function documentLine(document: BundleDocument): Promise<string> {
  const json = canonicalJson(asPushed(document));
  return `{"document":${json},"sha256":"${await sha256Hex(new TextEncoder().encode(json))}"}`;
}

const photoLine = ({ id, bytes, sha256 }: BundlePhoto): string =>
  JSON.stringify({ photo: id, sha256, base64: toBase64(bytes) });

async function* lines(
  header: BundleHeader,
  documents: Iterable<BundleDocument>,
  photos: Many<BundlePhoto>,
): AsyncGenerator<string> {
  yield JSON.stringify(header);
  let count = 0;
  for (const document of documents) {
    yield await documentLine(document);
    count += 1;
  }
  for await (const photo of photos) {
    yield photoLine(photo);
    count += 1;
  }
  yield JSON.stringify({ end: count });
}

function bytesOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await texts.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`${next.value}\n`));
    },
  });
}

/**
 * Writes a bundle, one line in memory at a time: a phone has little of it.
 * @param photos may be read from storage one by one, while the file is written
 * @returns a gzip file
 */
export async function writeBundle(
  header: Omit<BundleHeader, 'format' | 'version'>,
  documents: Iterable<BundleDocument>,
  photos: Many<BundlePhoto>,
): Promise<Blob> {
  const whole: BundleHeader = { format: 'dastak-bundle', version: BUNDLE_VERSION, ...header };
  const stream = bytesOf(lines(whole, documents, photos)).pipeThrough(new CompressionStream('gzip'));
  const file = await new Response(stream).arrayBuffer();
  return new Blob([file], { type: 'application/gzip' });
}
