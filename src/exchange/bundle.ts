import type { Draft } from '../domain/response.ts';
import type { Leaf } from '../domain/revisions.ts';
import { z } from '../domain/zod.ts';

/**
 * A bundle: everything of one phone as a file, for the day when no network comes. JSON lines in gzip:
 *
 *   header                                     what it is, from whom, how much
 *   {"document": {"_id", "_rev", "_revisions", ...}, "sha256"}   one a line; revisions as they would be pushed
 *   {"draft": {...}, "sha256"}                   one a line; what its person has not finished
 *   {"photo": "media:...", "sha256", "base64"}   one a line; its document or draft says what it is
 *   {"end": lines}                             so that a file cut short is recognised
 */
export const BUNDLE_VERSION = 2;

export const BundleHeaderSchema = z.object({
  format: z.literal('dastak-bundle'),
  version: z.number(),
  campaign: z.string(),
  collector: z.string(),
  device: z.string(),
  /** ISO 8601. */
  savedAt: z.string(),
  appVersion: z.string(),
  documents: z.number(),
  photos: z.number(),
  /** Absent in files of version 1, which held none. */
  drafts: z._default(z.number(), 0),
});
export type BundleHeader = z.infer<typeof BundleHeaderSchema>;

export interface BundleDocument {
  readonly id: string;
  readonly leaf: Leaf;
}

/** What a bundle holds, in the order of its lines. */
export interface BundleContent {
  readonly documents: Iterable<BundleDocument>;
  readonly drafts: Iterable<Draft>;
  /** May be read from storage one by one, while the file is written. */
  readonly photos: Iterable<BundlePhoto> | AsyncIterable<BundlePhoto>;
}

export interface BundlePhoto {
  /** `media:<uuidv7>` */
  readonly id: string;
  readonly bytes: ArrayBuffer;
  /** 64 hex digits, as its document says. */
  readonly sha256: string;
}

/** `dastak-amina-2026-11-22.jsonl.gz` */
export function bundleName({ collector, savedAt }: Pick<BundleHeader, 'collector' | 'savedAt'>): string {
  const words = collector.match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${['dastak', ...words, savedAt.slice(0, 10)].join('-')}.jsonl.gz`;
}
