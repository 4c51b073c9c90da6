import { MEDIA_ATTACHMENT } from '../domain/document.ts';
import type { Rev } from '../domain/ids.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { z } from '../domain/zod.ts';
import { type CampaignStore, isIntact } from '../storage/index.ts';
import type { Endpoint, EndpointWhy, Outcome } from './endpoint.ts';
import { connect, type SessionParts } from './parts.ts';

export interface Photo {
  readonly bytes: ArrayBuffer;
  readonly contentType: string;
}

export type FetchMediaWhy = 'photo-not-here' | 'photo-damaged' | 'sign-in-needed' | EndpointWhy;

/** A photo from this phone, or fetched now and kept: with its document, or in the cache where that is not here. */
export async function fetchMedia(parts: SessionParts, id: string): Promise<Result<Photo, FetchMediaWhy>> {
  const { store, cache } = parts;
  const here = (await store.media.get(id)) ?? (await cache?.get(id));
  if (here) return ok({ bytes: here.bytes, contentType: here.contentType });
  const password = await parts.password();
  if (!password) return trouble('sign-in-needed');
  const photo = await fetchPhoto(store, await connect(parts, password), id);
  if (photo.ok) await store.media.keep({ id, ...photo.value }, cache);
  return !photo.ok && photo.why === 'not-found' ? trouble('photo-not-here') : photo;
}

/**
 * Fetches a photo and verifies it: endpoints do not (CouchDB 3.5 takes a wrong digest without a word). Bytes that do
 * not match are shown to nobody.
 */
async function fetchPhoto(
  store: CampaignStore,
  endpoint: Endpoint,
  id: string,
): Promise<Result<Photo, FetchMediaWhy>> {
  const stub = await stubOf(store, endpoint, id);
  if (!stub.ok) return stub;
  if (!stub.value) return trouble('photo-not-here');
  const { rev, content_type: contentType } = stub.value;
  // Always of the document's own revision: another leaf may hold other bytes under the same name.
  const bytes = await endpoint.attachment({ id, rev }, MEDIA_ATTACHMENT);
  if (!bytes.ok) return bytes;
  if (!(await isIntact(bytes.value, stub.value))) return trouble('photo-damaged');
  return ok({ bytes: bytes.value, contentType });
}

interface Stub {
  rev: Rev;
  digest: string;
  content_type: string;
  sha256: string | undefined;
}

/** A coordinator's phone has the document; a collector's asks for it. */
async function stubOf(
  store: CampaignStore,
  endpoint: Endpoint,
  id: string,
): Promise<Outcome<Stub | undefined>> {
  const stored = await store.documents.get(id);
  const known = stored && stubIn(stored.rev, stored.body);
  if (known) return ok(known);
  const fetched = await endpoint.document({ id });
  if (!fetched.ok) return fetched;
  return ok(stubIn(fetched.value.leaf.rev, fetched.value.leaf.body));
}

const StubSchema = z.object({
  sha256: z.optional(z.string()),
  _attachments: z.object({
    [MEDIA_ATTACHMENT]: z.object({ digest: z.string(), content_type: z.string() }),
  }),
});

function stubIn(rev: Rev, body: Readonly<Record<string, unknown>>): Stub | undefined {
  const { data } = z.safeParse(StubSchema, body);
  const stub = data?._attachments[MEDIA_ATTACHMENT];
  return stub && { rev, ...stub, sha256: data.sha256 };
}
