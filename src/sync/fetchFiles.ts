import { FILE_ATTACHMENT } from '../domain/document.ts';
import type { Rev } from '../domain/ids.ts';
import { ok } from '../domain/result.ts';
import type { Endpoint, EndpointTrouble, Outcome } from './endpoint.ts';

/** A document of a form's file, as the pull told of it. */
export interface WantedPart {
  readonly id: string;
  readonly rev: Rev;
  /** Of its attachment, 64 hex digits. */
  readonly sha256: string;
}

export interface FileKeeper {
  sha256Hex(bytes: ArrayBuffer): Promise<string>;
  /** Durable when it resolves. */
  keep(part: WantedPart, bytes: ArrayBuffer): Promise<void>;
  /** Asked between two files: nobody waits for them any more. */
  isOver(): boolean;
}

/** Files asked for side by side. One would wait a round trip for each of 300 spoken questions; many share one link. */
const SIDE_BY_SIDE = 4;

/**
 * Fetches attachments and keeps those that are what their names say; interrupted, what is kept stays. The others do
 * not suffer from those that are not at the endpoint, or damaged there.
 * @returns the latter, or the trouble that ended it
 */
export async function fetchFiles(
  endpoint: Endpoint,
  wanted: readonly WantedPart[],
  keeper: FileKeeper,
): Promise<Outcome<WantedPart[]>> {
  const lacking: WantedPart[] = [];
  const waiting = [...wanted];
  let ended: EndpointTrouble | undefined;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !ended && !keeper.isOver(); next = waiting.shift()) {
      const fetched = await fetchOne(endpoint, next, keeper);
      if (fetched === 'lacking') lacking.push(next);
      else if (fetched !== 'kept') ended = fetched;
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return ended ?? ok(lacking);
}

/** By SHA-256, not by CouchDB's digest: of types that it compresses, that is the digest of what it stores. */
async function fetchOne(
  endpoint: Endpoint,
  part: WantedPart,
  { sha256Hex, keep }: FileKeeper,
): Promise<'kept' | 'lacking' | EndpointTrouble> {
  const bytes = await endpoint.attachment(part, FILE_ATTACHMENT);
  if (!bytes.ok) return bytes.why === 'not-found' ? 'lacking' : bytes;
  if ((await sha256Hex(bytes.value)) !== part.sha256) return 'lacking';
  await keep(part, bytes.value);
  return 'kept';
}
