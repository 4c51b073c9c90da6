import { canonicalJson } from '../domain/canonical.ts';
import { parseDocument } from '../domain/document.ts';
import { partIds, type Rev } from '../domain/ids.ts';
import { type Draft, filesIn } from '../domain/response.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import type { Leaf } from '../domain/revisions.ts';
import { z } from '../domain/zod.ts';
import {
  BUNDLE_VERSION,
  type BundleDocument,
  type BundleHeader,
  BundleHeaderSchema,
  type BundlePhoto,
} from './bundle.ts';
import { fromBase64, sha256Hex } from './digest.ts';
import { readLines } from './lines.ts';
import { readDraft } from './readDraft.ts';

/** What a phone makes. Campaign and forms come from the endpoint only, so that a file cannot change them. */
const CARRIED = ['response', 'media', 'device', 'entity'] as const;

const HASH = /^[0-9a-f]{32}$/;
const DocumentLineSchema = z.object({
  document: z.looseObject({
    _id: z.string(),
    _rev: z.string().check(z.regex(/^[1-9]\d*-[0-9a-f]{32}$/)),
    _deleted: z.optional(z.boolean()),
    _revisions: z.object({
      start: z.number(),
      ids: z.array(z.string().check(z.regex(HASH))).check(z.minLength(1), z.maxLength(1000)),
    }),
  }),
  sha256: z.string(),
});
const PhotoLineSchema = z.object({
  /** A photo, or a part of a recording. */
  photo: z.string().check(z.startsWith('media:')),
  sha256: z.string(),
  base64: z.string(),
});
const EndLineSchema = z.object({ end: z.number() });

export type BundleWhy = 'bundle-not-ours' | 'bundle-newer' | 'bundle-too-large';

/** What could be read of a bundle, each document and photo proved by its SHA-256. */
export interface ReadBundle {
  readonly header: BundleHeader;
  readonly documents: readonly BundleDocument[];
  /** What was not finished; never to be taken for a response. */
  readonly drafts: readonly Draft[];
  readonly photos: readonly BundlePhoto[];
  /** Documents whole as a file but made by a newer Dastak, or of a kind that a phone does not hand over. */
  readonly unreadable: number;
  /** Documents that were made in practice: they are left out, with their photos. */
  readonly practised: number;
  /** Documents and photos that the header promised and the file does not hold whole. */
  readonly damaged: number;
}

/**
 * Reads a bundle to its end. Damaged lines cost themselves alone; nothing is stored here, so that nothing is half
 * imported.
 * @param file gzip, or plain JSON lines where a browser unpacked the download
 */
export async function readBundle(file: Blob): Promise<Result<ReadBundle, BundleWhy>> {
  const reading = new Reading();
  const end = await readLines(file, (line) => reading.take(line));
  if (end === 'too-large') return trouble('bundle-too-large');
  return reading.result();
}

class Reading {
  #header: BundleHeader | null = null;
  #documents: BundleDocument[] = [];
  #drafts: Draft[] = [];
  #photos: BundlePhoto[] = [];
  #unreadable = 0;
  #damaged = 0;

  /** @returns false when there is no use in reading on */
  async take(line: string | null): Promise<boolean> {
    const value = line === null ? undefined : parseJson(line);
    if (this.#header === null) {
      const header = z.safeParse(BundleHeaderSchema, value);
      if (header.success) this.#header = header.data;
      return header.success && header.data.version <= BUNDLE_VERSION;
    }
    if (line !== '') await this.#takeEntry(value, this.#header.campaign);
    return true;
  }

  async #takeEntry(value: unknown, campaign: string): Promise<void> {
    if (z.safeParse(EndLineSchema, value).success) return;
    const photo = await readPhoto(value);
    if (photo !== null) {
      this.#photos.push(photo);
      return;
    }
    const draft = await readDraft(value, campaign);
    if (draft !== null && typeof draft === 'object') {
      this.#drafts.push(draft);
      return;
    }
    const document = draft ?? (await readDocument(value, campaign));
    if (document === 'damaged') this.#damaged += 1;
    else if (document === 'unreadable') this.#unreadable += 1;
    else this.#documents.push(document);
  }

  result(): Result<ReadBundle, BundleWhy> {
    const header = this.#header;
    if (header === null) return trouble('bundle-not-ours');
    if (header.version > BUNDLE_VERSION) return trouble('bundle-newer');
    const practised = new Set(this.#documents.filter(isPractised));
    const read = this.#documents.length + this.#drafts.length + this.#photos.length + this.#unreadable;
    const missing = header.documents + header.drafts + header.photos - read;
    const { documents, photos } = whole(this.#documents, this.#drafts, this.#photos);
    const unpromised = this.#photos.length - photos.length;
    const left = new Set([...practised].map(({ id }) => id));
    return ok({
      header,
      documents: documents.filter((one) => !practised.has(one)),
      drafts: this.#drafts,
      photos: photos.filter(({ id }) => !left.has(id)),
      unreadable: this.#unreadable,
      practised: practised.size,
      damaged: Math.max(missing, this.#damaged) + unpromised,
    });
  }
}

/**
 * A photo and the document or draft that promises it go together: half of it could be neither shown nor sent. A document alone
 * is no damage: its photo was never on that phone. A draft is read without its photo too, and whoever restores it leaves
 * that answer out.
 */
function whole(
  documents: readonly BundleDocument[],
  drafts: readonly Draft[],
  photos: readonly BundlePhoto[],
): { documents: BundleDocument[]; photos: BundlePhoto[] } {
  const promised = new Map([
    ...drafts.flatMap(promises),
    ...documents.map(({ id, leaf }): [string, unknown] => [id, leaf.body.sha256]),
  ]);
  const kept = photos.filter(({ id, sha256 }) => promised.get(id) === sha256 || promised.get(id) === ANY);
  const arrived = new Set(kept.map(({ id }) => id));
  const readable = documents.filter(({ id }) => !id.startsWith('media:') || arrived.has(id));
  return { documents: readable, photos: kept };
}

/** The photos that a draft's answers name, each with its SHA-256; of parts they name only that of the whole. */
const promises = ({ answers }: Draft): [string, unknown][] =>
  filesIn(answers).flatMap(({ media, parts, sha256 }) =>
    partIds(media, parts).map((id): [string, unknown] => [id, parts === undefined ? sha256 : ANY]),
  );
const ANY = Symbol('proved by its own line alone');

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function readPhoto(value: unknown): Promise<BundlePhoto | null> {
  const line = z.safeParse(PhotoLineSchema, value);
  const bytes = line.success ? fromBase64(line.data.base64) : null;
  if (!line.success || bytes === null) return null;
  if ((await sha256Hex(new Uint8Array(bytes))) !== line.data.sha256) return null;
  return { id: line.data.photo, bytes, sha256: line.data.sha256 };
}

async function readDocument(
  value: unknown,
  campaign: string,
): Promise<BundleDocument | 'damaged' | 'unreadable'> {
  const line = z.safeParse(DocumentLineSchema, value);
  if (!line.success) return 'damaged';
  const { document, sha256 } = line.data;
  if ((await sha256Hex(new TextEncoder().encode(canonicalJson(document)))) !== sha256) return 'damaged';
  const { _id: id, _rev: rev, _revisions: revisions, _deleted: isDeleted, ...body } = document;
  const parsed = parseDocument(body);
  if (!parsed.ok || parsed.value.campaign !== campaign || !isCarried(id, parsed.value.type))
    return 'unreadable';
  const path = revisions.ids.map((hash, back) => `${revisions.start - back}-${hash}` as Rev);
  if (path[0] !== rev || revisions.ids.length > revisions.start) return 'damaged';
  const leaf: Leaf = { rev: path[0], ancestors: path.slice(1), deleted: isDeleted === true, body };
  return { id, leaf };
}

const isPractised = ({ leaf }: BundleDocument): boolean => leaf.body['mode'] === 'practice';

const isCarried = (id: string, type: string): boolean =>
  CARRIED.some((carried) => carried === type) && id.startsWith(`${type}:`);
