import type { Results, ResultsChoice } from '../../domain/analysis/results.ts';
import type { ResponseDocument, ReviewDocument } from '../../domain/document.ts';
import type { Entity, EntityConflict } from '../../domain/entities/fold.ts';
import type { FormDefinition, FormFile, Translated } from '../../domain/form/definition.ts';
import type { FormDocumentId, Rev } from '../../domain/ids.ts';
import type { CampaignVersions } from '../../domain/publishedApart.ts';
import type { Result, Trouble } from '../../domain/result.ts';
import type { Live } from '../../domain/signal.ts';
import type { BundleWhy } from '../../exchange/index.ts';
import type { ReadFileWhy } from '../../exchange/odk/arrived.ts';
import type { ReadFile } from '../../exchange/odk/readResponses.ts';
import type { ReadProblem, ReadResponse } from '../../exchange/odk/response.ts';
import type { ExportFormat } from '../../exchange/odk/writeResponses.ts';
import type { StorageWhy } from '../../storage/index.ts';
import type { FetchMediaWhy } from '../../sync/index.ts';
import type { RecordView } from '../types.ts';
import type {
  AskedIn,
  ChosenFile,
  DeskFormVersions,
  DeskRound,
  FormFormat,
  FormOutlook,
  FormPreview,
  FormReading,
  FormReport,
  ReadingProgress,
} from './forms/types.ts';

/** The coordinator's side; loaded only for her. Every Live reads the device's storage only. */
export interface Desk {
  /** How many responses are here, and what the lists can be narrowed to. */
  overview(): Live<DeskOverview>;
  /** Newest first. */
  responses(filter: ResponseFilter): Live<ResponsePage>;
  record(id: string): Live<RecordView | null>;
  /** A document of its own, so that two coordinators never overwrite each other; it waits in the outbox. */
  review(id: string, state: ReviewDocument['state'], note?: string): Promise<Result<void, StorageWhy>>;
  /**
   * Makes one version of several.
   * @param picks for each question that they answer differently: whose answer stays, 0 being the version that is shown
   */
  solve(record: RecordView, picks: Readonly<Record<string, number>>): Promise<Result<void, SolveWhy>>;
  /** null: no campaign yet, or nothing to compare. */
  results(choice: ResultsChoice): Live<Results | null>;
  people(): Live<readonly PersonRow[]>;
  /** @param language words of the choices in that language; null writes their names */
  exportCsv(formId: string, language: string | null): Promise<Result<ExportedFile, LazyWhy>>;
  exportGeoJson(): Promise<Result<ExportedFile, LazyWhy>>;
  /** Of a phone's file. */
  importFile(file: Blob): Promise<Result<ImportSummary, ImportWhy>>;
  /** Files that came with the current version of a form: a new version may name them again without their bytes. */
  publishedFiles(formId: string): Promise<readonly FormFile[]>;
  /**
   * Makes a form the current version in this campaign, with its files, and sends it. All of it or nothing is saved.
   * Phones have it with their next session; rounds stay as they are unless `askedIn` says otherwise.
   * @param definition without `files`: they are written into it
   * @param files all that the form names; the caller has seen that none is missing (`fileProblems`)
   */
  publishForm(
    definition: FormDefinition,
    files: readonly FileToPublish[],
    askedIn?: AskedIn,
  ): Promise<Result<PublishedForm, PublishWhy>>;
  /** In the campaign's order. */
  rounds(): Live<readonly DeskRound[]>;
  /** Makes a round the one that collectors are asked, and sends it; answers stay with the rounds in which they were given. */
  askRound(name: string): Promise<Result<void, RoundWhy>>;
  /** @param title in one language at least */
  renameRound(name: string, title: Translated): Promise<Result<void, RoundWhy>>;
  /** null: nobody published apart. */
  publishedApart(): Live<PublishedApart | null>;
  /**
   * Makes one campaign of what was published apart.
   * @param picks for each point on which they differ (`keyOf`): which version decides, 0 being the one that is shown
   */
  joinPublished(
    apart: PublishedApart,
    picks: Readonly<Record<string, number>>,
  ): Promise<Result<void, SolveWhy>>;
  forms(): Live<readonly DeskFormVersions[]>;
  /** Reads a form and its files, given in any order; nothing of it is kept. */
  readForm(chosen: readonly ChosenFile[], onProgress: (progress: ReadingProgress) => void): FormReading;
  /** The files to publish with a form that was read. */
  filesOf(report: FormReport): Promise<readonly FileToPublish[]>;
  formOutlook(definition: FormDefinition, files: readonly FileToPublish[]): Promise<FormOutlook>;
  /** @param language in which it begins to be asked */
  previewForm(
    definition: FormDefinition,
    files: readonly FileToPublish[],
    language: string,
  ): Promise<Result<FormPreview, PreviewWhy>>;
  /** A published version as a file that other tools open, with the files that come with it. */
  exportForm(id: string, format: FormFormat): Promise<Result<ExportedFile, ExportFormWhy>>;
  /** Lists of things that responses make and change (entities). */
  lists(): Live<readonly EntityList[]>;
  exportList(list: string): Promise<Result<ExportedFile, LazyWhy>>;
  /** An archive that ODK Central and KoboToolbox know: nested JSON, OpenRosa instances, or tables. */
  exportOdk(formId: string, format: ExportFormat): Promise<Result<ExportedFile, LazyWhy>>;
  /**
   * Fetches the photos and other files of a form's responses that are not on this device, one after the other.
   * @param onProgress how many of those are done
   * @param signal ends it at once; what has come is kept
   */
  fetchFiles(
    formId: string,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Result<FetchedFiles, FetchFilesWhy>>;
  /**
   * Reads responses that another system exported; nothing is stored yet.
   * @param form `form_id`, where the file does not tell it
   */
  readResponses(file: File, form?: string): Promise<Result<ReadResponses, ReadResponsesWhy>>;
  /** @param leaveOut with it, responses of which something cannot be read come in without that */
  addResponses(read: ReadResponses, leaveOut: boolean): Promise<Result<AddedResponses, LazyWhy>>;
}

/** What coordinators who did not know of each other published. */
export interface PublishedApart {
  readonly id: string;
  /** Of the version that phones follow now. */
  readonly rev: Rev;
  readonly versions: CampaignVersions;
  readonly losers: readonly Rev[];
  /** By `form_id`. */
  readonly titles: ReadonlyMap<string, Translated>;
  /** What a version of a form calls itself, and the beginning of its hash; by the id of its document. */
  readonly names: ReadonlyMap<string, string>;
}

/** A file as the form names it; or one that an earlier version brought (`publishedFiles`). */
export type FileToPublish = { readonly name: string; readonly bytes: ArrayBuffer } | FormFile;

/** `file-too-large`: `name`, and `max` in bytes. */
export type PublishWhy = 'file-too-large' | StorageWhy;

export type PreviewWhy = 'form-invalid' | StorageWhy;

/** `form-missing`: of its form no version is here. */
export type RoundWhy = 'form-missing' | StorageWhy;

/** What was shown is not what is here now. */
export type SolveWhy = 'changed-meanwhile' | StorageWhy;

/** `not-loaded`: the code for it is neither on this device nor to be had now. */
export type LazyWhy = 'not-loaded' | StorageWhy;

export type ExportFormWhy = 'writing-failed' | LazyWhy;

/** `bundle-other-campaign`: `campaign`; `files-changed`: `name`. */
export type ImportWhy = BundleWhy | 'bundle-other-campaign' | 'files-changed' | LazyWhy;

export type FetchFilesWhy = FetchMediaWhy | StorageWhy;

/** `no-form`: no campaign is here; `files-changed`: `name`. */
export type ReadResponsesWhy = ReadFileWhy | 'no-form' | 'files-changed' | 'reading-failed' | StorageWhy;

export interface PublishedForm {
  id: FormDocumentId;
  /** False: it was the current version already, word for word. */
  isNew: boolean;
  files: readonly FormFile[];
}

export interface EntityList {
  readonly list: string;
  readonly count: number;
  /** Those about which people who did not know of each other said different things. */
  readonly apart: readonly Pick<Entity, 'uuid' | 'label' | 'conflicts'>[];
}

/** What a file of another system holds, before it is stored. */
export interface ReadResponses {
  readonly name: string;
  /** Responses that are new here and read to the last answer, and those of which something cannot be read. */
  readonly whole: number;
  readonly partly: number;
  /** Here already; they stay as they are. */
  readonly known: number;
  /** New ones whose form makes or changes things of a list. */
  readonly ofThings: number;
  /** Everything that cannot be read. */
  readonly problems: readonly ReadProblem[];
  readonly content: { readonly file: Pick<ReadFile, 'bytes'>; readonly fresh: readonly ReadResponse[] };
}

export interface AddedResponses {
  readonly responses: number;
  /** Photos, recordings and files that came with them. */
  readonly files: number;
  /** How often they made or changed a thing of a list. */
  readonly things: number;
}

export type { EntityConflict, ExportFormat, ReadProblem };

export interface DeskOverview {
  responses: number;
  /** Each form that is here once: those of the rounds, in their order, then the place report, then others. */
  forms: readonly DeskForm[];
  rounds: readonly { name: string; title: Translated }[];
  collectors: readonly string[];
}

export interface DeskForm {
  /** `form_id` */
  id: string;
  title: Translated;
  subject: 'survey' | 'place';
  responses: number;
}

export interface ResponseFilter {
  subject?: 'survey' | 'place';
  form?: string;
  round?: string;
  collector?: string;
  state?: ReviewDocument['state'];
  isConflicted?: boolean;
  /** Words that a respondent code, a collector's name, an id or a text answer holds. */
  text?: string;
  /** Rows to leave out, and rows to give. */
  skip?: number;
  limit?: number;
}

export interface ResponsePage {
  /** How many match, whatever the limit. */
  total: number;
  rows: readonly ResponseRow[];
}

export interface ResponseRow {
  id: string;
  rev: Rev;
  document: ResponseDocument;
  title: Translated;
  /** What a place report is about, in the form's words. */
  kind?: Translated;
  state: ReviewDocument['state'];
  isConflicted: boolean;
}

export interface PersonRow {
  collector: string;
  devices: number;
  /** Of her phone that was heard of last. */
  lastSyncAt?: string;
  surveys: number;
  reports: number;
  /** What her phones said still waited on them, at their last sync. */
  waiting: number;
  attention: number;
}

export interface ExportedFile {
  name: string;
  blob: Blob;
  /** Rows or features. */
  count: number;
  /** Files that should be in it, and are not on this device. */
  missing?: readonly string[];
  /** Photos and other files that its responses name. */
  files?: FilesHere;
}

/** `here` of `total` are in an archive, because they are on this device. */
export interface FilesHere {
  readonly here: number;
  readonly total: number;
}

/** `lacking`: the endpoint has not got them either; the phones that made them still have to send them. */
export interface FetchedFiles {
  readonly fetched: number;
  readonly lacking: number;
}

export interface ImportedDraft {
  title: Translated;
  respondent?: string;
  updatedAt: string;
}

export interface ImportSummary {
  /** Whose phone, and when the file was made. */
  collector: string;
  savedAt: string;
  responses: number;
  photos: number;
  /** Documents that were new here, and those that were here already. */
  added: number;
  known: number;
  /** What her phone had not finished: it stays in the file, and becomes no response. */
  drafts: readonly ImportedDraft[];
  /** Drafts of whoever imports, put back on this device. */
  restored: number;
  /** Why drafts of whoever imports could not be put back. */
  notRestored?: Trouble;
  /** Made by a newer Dastak, or of a kind that a phone does not hand over. */
  unreadable: number;
  /** Made in practice, and left out. */
  practised: number;
  /** Lost on the way: broken or missing lines. */
  damaged: number;
}
