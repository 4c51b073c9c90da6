import { once } from './kept.ts';
import { z } from './zod.ts';

/** WGS 84; metres. `raw` is what the phone measured when a person then moved the pin by hand. */
export const GeopointSchema = once(() =>
  z.object({
    lat: z.number().check(z.minimum(-90), z.maximum(90)),
    lon: z.number().check(z.minimum(-180), z.maximum(180)),
    accuracyMetres: z.optional(z.number()),
    altitudeMetres: z.optional(z.number()),
    method: z.enum(['gps', 'pin', 'manual']),
    fixedAt: z.optional(z.string()),
    raw: z.optional(
      z.object({ lat: z.number(), lon: z.number(), accuracyMetres: z.number(), fixedAt: z.string() }),
    ),
    movedMetres: z.optional(z.number()),
  }),
);
export type Geopoint = z.infer<ReturnType<typeof GeopointSchema>>;

/** Numbered parts of one file: more would fill phones whose storage is small, and take hours of a narrow link. */
export const PARTS_MAX = 64;

/** Sizes and types that a preview may have. Not `svg`, which may hold anything; and no more than a long answer in text. */
const PREVIEW = /^data:image\/(jpeg|webp);base64,[\w+/]{4,900}=?=?$/;

/**
 * A photo, recording or file, kept in a `media:` document of its own, or in `parts` numbered ones, and named here by id
 * and SHA-256 (64 hex digits). A picture has its size; another file the name that it had on the phone.
 */
export const FileReferenceSchema = once(() =>
  z.object({
    media: z.string().check(z.startsWith('media:')),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    contentType: z.string(),
    bytes: z.number(),
    parts: z.optional(z.number().check(z.minimum(2), z.maximum(PARTS_MAX))),
    widthPx: z.optional(z.number()),
    heightPx: z.optional(z.number()),
    /** Of a picture, some 64 px wide: to look at until it is fetched itself. */
    preview: z.optional(z.string().check(z.regex(PREVIEW))),
    name: z.optional(z.string()),
  }),
);
export type FileReference = z.infer<ReturnType<typeof FileReferenceSchema>>;

/** A photo. */
export interface MediaReference extends FileReference {
  widthPx: number;
  heightPx: number;
}

/**
 * The value of one answer: text, date (`YYYY-MM-DD`), time stamp, select_one and acknowledge (`OK`) are strings;
 * select_multiple is a list of choice names. An open question has no key at all.
 */
export const AnswerSchema = once(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.string()),
    FileReferenceSchema(),
    GeopointSchema(),
  ]),
);
export type Answer = z.infer<ReturnType<typeof AnswerSchema>>;

/** Answers by question path: names joined by `/` from the top of the survey (`knowledge/infertility`). */
export const AnswersSchema = once(() => z.record(z.string(), AnswerSchema()));
export type Answers = z.infer<ReturnType<typeof AnswersSchema>>;
