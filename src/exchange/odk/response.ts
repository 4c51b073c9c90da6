import type { Answer, Answers, FileReference } from '../../domain/answer.ts';
import { type ResponseDocument, SCHEMA_VERSION } from '../../domain/document.ts';
import { partsFor } from '../../domain/fileIds.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { modelOf } from '../../domain/form/extended/InstanceMap.ts';
import { INSTANCES_MAX } from '../../domain/form/extended/index.ts';
import { identityPath, instancesIn } from '../../domain/identity.ts';
import { type MediaId, mediaId, type ResponseId, responseId } from '../../domain/ids.ts';
import { own } from '../../domain/kept.ts';
import { madeUuid } from '../../domain/madeUuid.ts';
import { FILE_BYTES_MAX } from '../../domain/parts.ts';
import { headerOf } from '../csvColumns.ts';
import { answerFrom, isMediaField } from './answerText.ts';
import type { Fields } from './fields.ts';
import { type Details, type Instance, uuidOf } from './instance.ts';

export type ReadWhy =
  | 'damaged-file'
  | 'no-form'
  | 'no-id'
  | 'twice'
  | 'stray-row'
  | 'unknown-question'
  | 'wrong-value'
  | 'file-missing'
  | 'file-too-large';

/** What could not be read, and where. */
export interface ReadProblem {
  /** Of the record; the name of a file or table where it is no record's. */
  readonly record: string;
  /** Path of the question, or heading of the column; '' for the whole record. */
  readonly place: string;
  readonly key: ReadWhy;
  readonly found: string;
}

/** A photo, recording or file that came along. */
export interface ArrivedFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
}

export interface ReadResponse {
  readonly id: ResponseId;
  readonly instanceId: string;
  readonly document: ResponseDocument;
  /** The files that its answers name, by the id of their documents. */
  readonly files: ReadonlyMap<MediaId, ArrivedFile>;
  /** Answers that are missing in `document`, since they cannot be read. */
  readonly problems: readonly ReadProblem[];
  /** Whether its form makes or changes entities. */
  readonly hasEntities: boolean;
}

/** What the file does not tell: which campaign, which version of the form, and which round. */
export interface ReadContext {
  readonly campaign: string;
  readonly fields: Fields;
  /** `form:<form_id>:<hash>` */
  readonly formVersion: string;
  readonly round: string | null;
  readonly hasEntities: boolean;
}

/**
 * One record of a file as a response. Its ids follow from what the file says alone: read again, by anybody, it is the
 * same response in the same revision.
 * @param find a file that came along, by its name
 */
export function responseFrom(
  instance: Instance,
  context: ReadContext,
  find: (name: string) => ArrivedFile | undefined,
): ReadResponse {
  const uuid = uuidOf(instance.instanceId);
  const reading = new Reading(instance, context.fields, find);
  const answers = reading.answers();
  return {
    id: responseId(uuid),
    instanceId: instance.instanceId,
    document: { ...documentOf(instance, context, answers), answers },
    files: reading.files,
    problems: reading.problems,
    hasEntities: context.hasEntities,
  };
}

class Reading {
  readonly files = new Map<MediaId, ArrivedFile>();
  readonly problems: ReadProblem[] = [];
  readonly #instance: Instance;
  readonly #fields: Fields;
  readonly #find: (name: string) => ArrivedFile | undefined;

  constructor(instance: Instance, fields: Fields, find: (name: string) => ArrivedFile | undefined) {
    this.#instance = instance;
    this.#fields = fields;
    this.#find = find;
  }

  answers(): Answers {
    const { texts, counts, details } = this.#instance;
    const read = new Map<string, Answer>();
    for (const [path, count] of counts) {
      if (count <= INSTANCES_MAX) read.set(path, count);
      else this.#tell(path, 'wrong-value', String(count));
    }
    for (const [path, text] of texts) {
      const answer = this.#exact(path, text) ?? this.#answer(path, text);
      if (answer !== undefined) read.set(path, answer);
    }
    for (const [path, [text, answer]] of Object.entries(details?.exact ?? {})) {
      const field = this.#fields.at(path);
      // Of a question that only another version has, a table tells the words, and not what they stood for.
      const isLeft = field === undefined || (field.row.type !== 'repeat' && !texts.has(path));
      if (text === '' && isLeft && !read.has(path)) read.set(path, answer);
    }
    const answers = Object.fromEntries(read);
    return { ...answers, ...this.#identities(answers) };
  }

  /** Who the instances of repeats are, unless the file was changed so that two of them would be one. */
  #identities(answers: Answers): Answers {
    const { counts, details } = this.#instance;
    const told = [...counts].flatMap(([path, count]) =>
      Array.from({ length: Math.min(count, INSTANCES_MAX) }, (_, index) => {
        const at = `${path}[${index + 1}]`;
        return [at, own(details?.exact ?? {}, at)?.[1]] as const;
      }),
    );
    const named = Object.fromEntries(told.filter(([, identity]) => typeof identity === 'string')) as Answers;
    const all = { ...answers, ...named };
    const identities = instancesIn(all).map((at) => identityPath(all, at));
    return new Set(identities).size === identities.length ? named : {};
  }

  /** The answer as it went out, unless its text was changed meanwhile. */
  #exact(path: string, text: string): Answer | undefined {
    const known = this.#instance.details?.exact[path];
    if (known === undefined || known[0] !== text) return undefined;
    const [, answer] = known;
    if (typeof answer === 'object' && 'media' in answer) this.#takeFile(answer, text);
    return answer;
  }

  /** A photo of ours comes along where it was on the device that wrote the file; else its answer names it all the same. */
  #takeFile({ media, sha256 }: FileReference, name: string): void {
    const file = this.#find(name);
    if (file?.sha256 === sha256) this.files.set(media as MediaId, file);
  }

  #answer(path: string, text: string): Answer | undefined {
    const field = this.#fields.at(path);
    if (field === undefined) return this.#stranger(path, text);
    const read = answerFrom(field, text, this.#fields.definition.choices, (name) => this.#file(path, name));
    const method = this.#instance.methods.get(path);
    if (read.ok) {
      const { value } = read;
      return method !== undefined && typeof value === 'object' && 'lat' in value
        ? { ...value, method }
        : value;
    }
    const isTooLarge = isMediaField(field) && this.#find(text) !== undefined;
    this.#tell(path, isTooLarge ? 'file-too-large' : read.why, text);
    return undefined;
  }

  #file(path: string, name: string): FileReference | undefined {
    const file = this.#find(name);
    if (file === undefined || file.bytes > FILE_BYTES_MAX) return undefined;
    const media = mediaId(madeUuid(`${this.#instance.instanceId} ${path} ${file.sha256}`));
    this.files.set(media, file);
    const { sha256, bytes, contentType } = file;
    const parts = partsFor(bytes);
    return { media, sha256, contentType, bytes, ...(parts === 1 ? {} : { parts }), name };
  }

  /** An answer to a question that the form does not have; not the helper that counts a repeat in ODK's own forms. */
  #stranger(path: string, text: string): undefined {
    const isOwn = Object.keys(this.#instance.details?.exact ?? {}).some((own) => headerOf(own) === path);
    const counted = this.#fields.at(path.replace(/_count$/, ''));
    if (!isOwn && !(path.endsWith('_count') && counted?.row.repeat_count !== undefined))
      this.#tell(path, 'unknown-question', text);
  }

  #tell(place: string, key: ReadWhy, text: string): void {
    const found = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    this.problems.push({ record: this.#instance.instanceId, place, key, found });
  }
}

const RESPONDENT = 'respondent';

function documentOf(
  instance: Instance,
  context: ReadContext,
  answers: Answers,
): Omit<ResponseDocument, 'answers'> {
  const { campaign, fields } = context;
  const { details } = instance;
  if (details !== undefined) {
    const { exact: _exact, ...rest } = details;
    return { type: 'response', schema: SCHEMA_VERSION, campaign, ...rest };
  }
  const respondent = answerNamed(answers, RESPONDENT);
  const { facts, entities = {} } = instance;
  return {
    type: 'response',
    schema: SCHEMA_VERSION,
    campaign,
    form: fields.definition.form_id,
    formVersion: context.formVersion,
    subject: fields.definition.subject,
    round: facts.round ?? context.round,
    collector: facts.collector ?? answerNamed(answers, 'username') ?? '',
    device: facts.device ?? answerNamed(answers, 'deviceid') ?? '',
    language: facts.language ?? fields.definition.default_language,
    ...(respondent === undefined ? {} : { respondent }),
    ...(facts.instanceName === undefined ? {} : { instanceName: facts.instanceName }),
    trail: trailOf(instance, fields, answers),
    corrections: facts.edits ?? 0,
    ...(Object.keys(entities).length === 0 ? {} : { entities }),
  };
}

/** The phone's own times are answers to `start` and `end`; where nobody asked, the day it was sent must do. */
function trailOf({ facts }: Instance, { definition }: Fields, answers: Answers): Details['trail'] {
  const started = facts.startedAt ?? answerOfType(definition, answers, 'start');
  const ended = answerOfType(definition, answers, 'end') ?? facts.finalizedAt;
  const times = [started, ended, facts.finalizedAt].filter((time) => !Number.isNaN(Date.parse(time ?? '')));
  const finalizedAt = times[1] ?? times[0] ?? NO_TIME;
  return { startedAt: times[0] ?? NO_TIME, finalizedAt, activeMs: facts.activeMs ?? 0, answersChanged: 0 };
}

/** No time of reading: the same file must give the same response tomorrow. */
const NO_TIME = '1970-01-01T00:00:00.000Z';

const answerNamed = (answers: Answers, name: string): string | undefined => {
  const found = Object.entries(answers).find(([path]) => modelOf(path).split('/').at(-1) === name);
  return found && String(found[1]);
};

function answerOfType({ survey }: FormDefinition, answers: Answers, type: string): string | undefined {
  const row = survey.find((one) => one.type === type);
  const answer = row === undefined ? undefined : answers[row.name];
  return typeof answer === 'string' ? answer : undefined;
}
