import { canonicalJson } from '../domain/canonical.ts';
import { generation, revHash } from '../domain/revisions.ts';
import {
  BUNDLE_VERSION,
  type BundleContent,
  type BundleDocument,
  type BundleHeader,
  type BundlePhoto,
} from './bundle.ts';
import { sha256Hex, toBase64 } from './digest.ts';

/** A document as the replicator would push it. */
const asPushed = ({ id, leaf }: BundleDocument): Record<string, unknown> => ({
  ...leaf.body,
  _id: id,
  _rev: leaf.rev,
  ...(leaf.deleted ? { _deleted: true } : {}),
  _revisions: { start: generation(leaf.rev), ids: [leaf.rev, ...leaf.ancestors].map(revHash) },
});

async function provedLine(kind: 'document' | 'draft', value: unknown): Promise<string> {
  const json = canonicalJson(value);
  return `{"${kind}":${json},"sha256":"${await sha256Hex(new TextEncoder().encode(json))}"}`;
}

const photoLine = ({ id, bytes, sha256 }: BundlePhoto): string =>
  JSON.stringify({ photo: id, sha256, base64: toBase64(bytes) });

async function* lines(
  header: BundleHeader,
  { documents, drafts, photos }: BundleContent,
): AsyncGenerator<string> {
  yield JSON.stringify(header);
  let count = 0;
  for (const document of documents) {
    yield await provedLine('document', asPushed(document));
    count += 1;
  }
  for (const draft of drafts) {
    yield await provedLine('draft', draft);
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
 * @returns a gzip file
 */
export async function writeBundle(
  header: Omit<BundleHeader, 'format' | 'version'>,
  content: BundleContent,
): Promise<Blob> {
  const whole: BundleHeader = { format: 'dastak-bundle', version: BUNDLE_VERSION, ...header };
  const stream = bytesOf(lines(whole, content)).pipeThrough(new CompressionStream('gzip'));
  const file = await new Response(stream).arrayBuffer();
  return new Blob([file], { type: 'application/gzip' });
}
