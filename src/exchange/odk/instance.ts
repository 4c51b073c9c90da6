import { type Answer, AnswerSchema, type Geopoint } from '../../domain/answer.ts';
import type { ResponseDocument, ReviewDocument } from '../../domain/document.ts';
import { ResponseSchema } from '../../domain/document.ts';
import type { ToldEntity } from '../../domain/entities/told.ts';
import { madeUuid } from '../../domain/madeUuid.ts';
import { z } from '../../domain/zod.ts';

/** A finalized response with what is known of it besides its answers. */
export interface ExportedResponse {
  readonly id: string;
  readonly document: ResponseDocument;
  readonly reviewState: ReviewDocument['state'];
  /** Photos of it that are on this device. */
  readonly photosPresent: number;
  /** What it says of the things of lists. */
  readonly entities?: readonly ToldEntity[];
}

/** One record of a file, whatever its format: ODK's text of each answer, and what stands beside the answers. */
export interface Instance {
  /** As the file has it: `uuid:…`; '' when it has none. */
  readonly instanceId: string;
  /** ODK's text by path, with the instance numbers of repeats: `members[2]/age`. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many instances a repeat has, by its path. */
  readonly counts: ReadonlyMap<string, number>;
  /** How points were found, where a file tells it in a column of its own. */
  readonly methods: ReadonlyMap<string, Geopoint['method']>;
  readonly facts: Facts;
  /** Uuids of the things that it makes, where the file tells them: see `ResponseSchema`. */
  readonly entities?: Readonly<Record<string, string>>;
  readonly details?: Details | undefined;
}

/** What ODK's files tell of a record besides its answers, each where it is told. */
export interface Facts {
  readonly formId?: string | undefined;
  readonly formVersion?: string | undefined;
  readonly collector?: string | undefined;
  readonly device?: string | undefined;
  readonly language?: string | undefined;
  readonly round?: string | undefined;
  readonly instanceName?: string | undefined;
  /** ISO 8601. */
  readonly startedAt?: string | undefined;
  readonly finalizedAt?: string | undefined;
  readonly activeMs?: number | undefined;
  readonly edits?: number | undefined;
}

const { type, schema, campaign, answers, ...words } = ResponseSchema().shape;

/**
 * What ODK's formats have no place for, so that a response comes back as it went: the response without its answers, and
 * each answer of which their text tells less than all, with that text. Where the text was changed meanwhile, it is right.
 */
export const DetailsSchema = z.object({
  ...words,
  exact: z.record(z.string(), z.tuple([z.string(), AnswerSchema()])),
});
export type Details = z.infer<typeof DetailsSchema>;

/** What is read of a file is not believed: details that are none are as good as no details. */
export function detailsIn(value: unknown): Details | undefined {
  const read = z.safeParse(DetailsSchema, value);
  return read.success ? read.data : undefined;
}

export function detailsOf(document: ResponseDocument, exact: Record<string, [string, Answer]>): Details {
  const { type: _type, schema: _schema, campaign: _campaign, answers: _answers, ...rest } = document;
  return { ...rest, exact };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `uuid:…` of a response's id. */
export const instanceIdOf = (responseId: string): string => responseId.replace(/^response:/, 'uuid:');

/** The uuid of an instance's id: its own or, where it has none, one that every reading of the file makes anew. */
export function uuidOf(instanceId: string): string {
  const own = instanceId.replace(/^uuid:/i, '').toLowerCase();
  return UUID.test(own) ? own : madeUuid(instanceId);
}

/** @returns undefined when the text is no JSON */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
