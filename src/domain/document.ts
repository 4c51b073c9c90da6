import { AnswersSchema } from './answer.ts';
import { FormDefinitionSchema, TranslatedSchema } from './form/definition.ts';
import { once, own } from './kept.ts';
import { ok, type Result, trouble } from './result.ts';
import { z } from './zod.ts';

/**
 * What travels: each document carries `type`, `schema` and `campaign`. `_id` and `_rev` belong to replication and are
 * kept beside the body (see `storage`), not in these schemas; `_id` is passed through when present.
 */
export const SCHEMA_VERSION = 1;

const common = () => ({
  schema: z.number(),
  campaign: z.string(),
  /** Made in practice: no endpoint takes it, and no file brings it in. */
  mode: z.optional(z.literal('practice')),
});

export const RoundSchema = once(() =>
  z.object({
    /** `baseline`, `endline`, ... */
    name: z.string(),
    title: TranslatedSchema,
    /** `form_id` of the form that this round asks. */
    form: z.string(),
    /** `YYYY-MM-DD`; order of rounds is the order of the list, not of these dates. */
    opens: z.optional(z.string()),
    closes: z.optional(z.string()),
  }),
);
export type Round = z.infer<ReturnType<typeof RoundSchema>>;

export const CampaignSchema = once(() =>
  z.object({
    type: z.literal('campaign'),
    ...common(),
    title: TranslatedSchema,
    languages: z.array(z.string()),
    /** Who is asked, and why, in plain words. */
    purpose: TranslatedSchema,
    /** Who can read what is sent, said honestly: a shared database lets every member read everything in it. */
    readers: TranslatedSchema,
    rounds: z.array(RoundSchema()),
    /** The round that is asked now; null when none is. */
    currentRound: z.nullable(z.string()),
    /** `form_id` of the place report, if the campaign has one. */
    placeForm: z.optional(z.string()),
    /** Current form versions: `form_id` to `form:<form_id>:<hash>`. */
    forms: z.record(z.string(), z.string()),
    /** Where a map begins: lon, lat, zoom. */
    centre: z.optional(z.object({ lon: z.number(), lat: z.number(), zoom: z.number() })),
    /** What the results page compares between rounds. */
    comparisons: z.optional(
      z.array(
        z.object({
          /** Question path, the same in both rounds. */
          question: z.string(),
          /** Choice names that count as "yes" (for knowledge: the right answer). */
          counts: z.array(z.string()),
          label: TranslatedSchema,
        }),
      ),
    ),
    /** Questions by whose choices the results page can be split. */
    segments: z.optional(z.array(z.object({ question: z.string(), label: TranslatedSchema }))),
  }),
);
export type Campaign = z.infer<ReturnType<typeof CampaignSchema>>;

export const FormDocumentSchema = once(() =>
  z.object({
    type: z.literal('form'),
    ...common(),
    /** SHA-256 of the canonical JSON of `definition`, first 16 hex digits. */
    hash: z.string(),
    definition: FormDefinitionSchema(),
  }),
);
export type FormDocument = z.infer<ReturnType<typeof FormDocumentSchema>>;

/** How a response came about; no answers in it. Times are ISO 8601 of the phone's clock; durations in ms. */
export const TrailSchema = once(() =>
  z.object({
    startedAt: z.string(),
    finalizedAt: z.string(),
    activeMs: z.number(),
    answersChanged: z.number(),
    /** How far the phone's clock is ahead of the endpoint's, when known. */
    clockAheadMs: z.optional(z.number()),
  }),
);
export type Trail = z.infer<ReturnType<typeof TrailSchema>>;

export const ResponseSchema = once(() =>
  z.object({
    type: z.literal('response'),
    ...common(),
    form: z.string(),
    /** `form:<form_id>:<hash>`: the very version that was asked. */
    formVersion: z.string(),
    subject: z.enum(['survey', 'place']),
    round: z.nullable(z.string()),
    collector: z.string(),
    device: z.string(),
    language: z.string(),
    /** Pseudonymous code that links one person's rounds. */
    respondent: z.optional(z.string()),
    /** What the form's `instance_name` calls it. */
    instanceName: z.optional(z.string()),
    answers: AnswersSchema(),
    trail: TrailSchema(),
    /** How often it was corrected after it was first finalized. */
    corrections: z.number(),
    /** Uuids that another system gave to things that it makes; by list and instance: `people members[2]`. */
    entities: z.optional(z.record(z.string(), z.string())),
  }),
);
export type ResponseDocument = z.infer<ReturnType<typeof ResponseSchema>>;

export const ReviewSchema = once(() =>
  z.object({
    type: z.literal('review'),
    ...common(),
    response: z.string(),
    /** Revision that the coordinator looked at. */
    responseRev: z.string(),
    state: z.enum(['received', 'hasIssues', 'approved', 'rejected']),
    note: z.optional(z.string()),
    reviewer: z.string(),
    at: z.string(),
  }),
);
export type ReviewDocument = z.infer<ReturnType<typeof ReviewSchema>>;

/** A photo, recording or file, or a numbered part of one; its one attachment is named `photo`. */
export const MediaSchema = once(() =>
  z.object({
    type: z.literal('media'),
    ...common(),
    response: z.string(),
    /** Of its own attachment; that of the whole is in the response. */
    sha256: z.string(),
    contentType: z.string(),
    /** Of its own attachment. */
    bytes: z.number(),
    collector: z.string(),
    /** `number` counts from 1; absent: it is whole. */
    part: z.optional(z.object({ number: z.number(), of: z.number() })),
  }),
);
export type MediaDocument = z.infer<ReturnType<typeof MediaSchema>>;
export const MEDIA_ATTACHMENT = 'photo';
/**
 * Largest attachment; a broken link then costs at most this much to send again, and every endpoint's limit is above it.
 * What is larger travels in parts: see `parts.ts`.
 */
export const MEDIA_BYTES_MAX = 480 * 1024;

/**
 * `file:<sha256 of the whole>`: a file that comes with forms, or `file:<sha256 of the whole>:<n>`, a numbered part of
 * one (`parts.ts`). Named by its content, it never changes and is shared by all forms and versions that name it.
 */
export const FileSchema = once(() =>
  z.object({
    type: z.literal('file'),
    ...common(),
    /** Of its own attachment, 64 hex digits. */
    sha256: z.string(),
    /** Of its own attachment. */
    bytes: z.number(),
  }),
);
export type FileDocument = z.infer<ReturnType<typeof FileSchema>>;
export const FILE_ATTACHMENT = 'file';

/**
 * `entity:<list>:<uuid>:<response uuid>`: what one response says of one thing of a list, such as a tree or a household
 * (the `entities` sheet). Nobody changes what others said: each response is a document of its own, and all of them
 * together are the thing as it is now (`entities/fold.ts`).
 */
export const EntitySchema = once(() =>
  z.object({
    type: z.literal('entity'),
    ...common(),
    list: z.string(),
    /** Its uuid. */
    entity: z.string(),
    /** `none`: a correction took back what its response had said. */
    action: z.enum(['create', 'update', 'none']),
    label: z.optional(z.string()),
    /** ODK's text by name of the property; '' clears it. */
    properties: z.record(z.string(), z.string()),
    response: z.string(),
    collector: z.string(),
    /** When that response was finished, by the phone's clock; it orders nothing. */
    at: z.string(),
    /** Ids of the documents about the same thing that its writer had seen and nobody had answered yet. */
    base: z.array(z.string()),
  }),
);
export type EntityDocument = z.infer<ReturnType<typeof EntitySchema>>;

/** `device:<id>`: what a phone tells about itself when it has sent and received. */
export const DeviceSchema = once(() =>
  z.object({
    type: z.literal('device'),
    ...common(),
    device: z.string(),
    collector: z.string(),
    lastSyncAt: z.string(),
    /** Counts at the end of that sync. */
    waiting: z.number(),
    received: z.number(),
    attention: z.number(),
    appVersion: z.string(),
  }),
);
export type DeviceDocument = z.infer<ReturnType<typeof DeviceSchema>>;

const SCHEMAS = {
  campaign: CampaignSchema,
  form: FormDocumentSchema,
  response: ResponseSchema,
  review: ReviewSchema,
  media: MediaSchema,
  device: DeviceSchema,
  file: FileSchema,
  entity: EntitySchema,
};
type Schemas = typeof SCHEMAS;
export type DocumentType = keyof Schemas;
export type DastakDocument = z.infer<ReturnType<Schemas[DocumentType]>>;

export type UnreadableWhy = 'document-newer' | 'document-unreadable';

/**
 * The one door for everything from outside. A document of a later schema is not guessed at.
 * @param raw a JSON value, with or without `_id`, `_rev` and other underscore fields (which are ignored)
 */
export function parseDocument(raw: unknown): Result<DastakDocument, UnreadableWhy> {
  if (isRecord(raw) && typeof raw['schema'] === 'number' && raw['schema'] > SCHEMA_VERSION) {
    return trouble('document-newer', { schema: raw['schema'] });
  }
  const schema = own(SCHEMAS, String(isRecord(raw) && raw['type']));
  if (schema === undefined)
    return trouble('document-unreadable', { place: 'type', problem: 'Invalid input' });
  const parsed = safely(schema(), raw);
  if (parsed === null) return trouble('document-unreadable', { place: '', problem: 'nested too deeply' });
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return trouble('document-unreadable', {
    place: issue?.path.join('/') ?? '',
    problem: issue?.message ?? '',
  });
}

/** A form whose groups lie thousands deep exhausts the stack: that is a bad document, not a bug. */
function safely(schema: z.ZodMiniType<DastakDocument>, raw: unknown) {
  try {
    return z.safeParse(schema, raw);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
