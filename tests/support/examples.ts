import type { Answers } from '../../src/domain/answer.ts';
import type { MediaDocument, ResponseDocument } from '../../src/domain/document.ts';
import type { FormDocumentId, MediaId, ResponseId, Rev } from '../../src/domain/ids.ts';
import type { Draft } from '../../src/domain/response.ts';

/** Believable drafts and documents for tests that are not about forms. */
export const NOW = '2026-03-01T09:00:00+05:00';

export function aDraft(name: string, answers: Answers = { heard: 'yes' }, more: Partial<Draft> = {}): Draft {
  return {
    id: `response:${name}` as ResponseId,
    campaign: 'demo',
    form: 'vaccine_baseline',
    formVersion: 'form:vaccine_baseline:0123456789abcdef' as FormDocumentId,
    subject: 'survey',
    round: 'baseline',
    collector: 'amina',
    device: 'device-1',
    language: 'ur',
    answers,
    position: null,
    startedAt: NOW,
    updatedAt: NOW,
    activeMs: 60_000,
    answersChanged: 0,
    corrects: null,
    media: [],
    ...more,
  };
}

export function aResponse(draft: Draft, corrections = draft.corrects === null ? 0 : 1): ResponseDocument {
  return {
    type: 'response',
    schema: 1,
    campaign: draft.campaign,
    form: draft.form,
    formVersion: draft.formVersion,
    subject: draft.subject,
    round: draft.round,
    collector: draft.collector,
    device: draft.device,
    language: draft.language,
    answers: draft.answers,
    trail: { startedAt: NOW, finalizedAt: NOW, activeMs: draft.activeMs, answersChanged: 0 },
    corrections,
  };
}

/** A draft that corrects `rev`. */
export const aCorrection = (draft: Draft, rev: Rev, answers: Answers): Draft => ({
  ...draft,
  answers,
  corrects: { rev, corrections: 0 },
});

/** Bytes that do not compress, the same for the same seed. */
export function photoBytes(length: number, seed = 1): ArrayBuffer {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0 || 1;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes.buffer;
}

/** 64 by 48 px, as a browser writes them. */
export const PREVIEW_JPEG =
  'data:image/jpeg;base64,/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAwAEADASIAAhEBAxEB/8QAGAABAQADAAAAAAAAAAAAAAAAAAQCAwX/xAAiEAABAQcFAQAAAAAAAAAAAAAAEQECAwQSExUhYWOi4UH/xAAXAQEBAQEAAAAAAAAAAAAAAAAAAwQC/8QAGhEBAQEBAQEBAAAAAAAAAAAAAgABEQMSE//aAAwDAQACEQMRAD8A7AANNngNUxFsQXolNSJoqfSLK8Pbw4TJ3m1B5N505dIHNyvD28LZeLfguxKaVXRV+gsreZH5MZ1ZbQAd06DI8XbwZHi7eEIM36Kv8GpmZ29Aectoqa1bkBtaxWIY29yT6t7a/FAHm2BfLTtmA65bVF1q3I7e5kxiMQDp3s9kGeZX5Hi7eDI8XbwhBX9FZPgwAHF3AAJAAJAAJf/Z';
export const PREVIEW_WEBP =
  'data:image/webp;base64,UklGRrgAAABXRUJQVlA4IKwAAABwBgCdASpAADAAPu1oqU2ppqQiMrkoATAdiWIAxmGFCAbbznu9NABSt5gIRLzOu6HUaj5MjPoScPHnsIgA/uu3rujn82J6TiCjpLXOqPqyATLmLQiqYfdXsq/ACPZMWG4yJk7J7ZYaJ7hqzDJhPJXmftr9gLJ8WCnaQwoYpEdqR0aP00M8pGlyVanJXAL39+z8ORmczTicG0pP729odYCNgPzcoAWIGMdaSAAA';

const SHA256_EXAMPLE = 'ab'.repeat(32);

export const aPhoto = (name: string, response: string, bytes: ArrayBuffer) => ({
  id: `media:${name}`,
  response,
  bytes,
  sha256: SHA256_EXAMPLE,
  contentType: 'image/jpeg',
  collector: 'amina',
  campaign: 'demo',
});

export const photoAnswer = (name: string, bytes: number) => ({
  media: `media:${name}` as MediaId,
  sha256: SHA256_EXAMPLE,
  contentType: 'image/jpeg',
  bytes,
  widthPx: 1600,
  heightPx: 1200,
});

export const aMediaDocument = (response: string, bytes: number): MediaDocument => ({
  type: 'media',
  schema: 1,
  campaign: 'demo',
  response,
  sha256: SHA256_EXAMPLE,
  contentType: 'image/jpeg',
  bytes,
  collector: 'amina',
});
