import type {
  CameraAccess,
  InstallState,
  LocationDoor,
  Protection,
  Shared,
  SharedLink,
} from '../device/index.ts';
import type { Answer, FileReference } from '../domain/answer.ts';
import type { Campaign, FormDocument, ResponseDocument, ReviewDocument } from '../domain/document.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import type { FormFile, Translated } from '../domain/form/definition.ts';
import type { Clock, FormState, Page, Problem } from '../domain/form/state.ts';
import type { FormDocumentId, ResponseId, Rev } from '../domain/ids.ts';
import type { Draft } from '../domain/response.ts';
import type { Ok, Result, Trouble } from '../domain/result.ts';
import type { Live } from '../domain/signal.ts';
import type { StorageWhy, Thrift, Traffic } from '../storage/index.ts';
import type { Desk } from './desk/types.ts';
import type { OpenFiles } from './formFiles.ts';

export type {
  Fix,
  InstallState,
  LocationDoor,
  PositionSight,
  Protection,
  Shared,
  SharedLink,
} from '../device/index.ts';
export type { Live } from '../domain/signal.ts';
export type { FileWhy, OpenFiles } from './formFiles.ts';

/** A person who has signed in on this phone. */
export interface Person {
  id: string;
  name: string;
  /** The campaign database's URL, without credentials. */
  url: string;
  roles: readonly string[];
  isCoordinator: boolean;
}

export interface KnownPerson extends Person {
  /** Documents of hers that the endpoint has not confirmed; undefined where the phone's storage does not tell. */
  unsent: number | undefined;
}

export type Session =
  | { status: 'opening' }
  /** The browser gives us no storage: private mode, a full disk, or a newer Dastak in another tab. */
  | { status: 'storage-refused'; why: StorageWhy }
  | { status: 'signed-out'; people: readonly KnownPerson[] }
  | { status: 'signed-in'; person: Person; work: Work };

export type Theme = 'day' | 'sunlight' | 'night';

export interface SignInDetails {
  url: string;
  name: string;
  password: string;
}

/** What there is before, and regardless of, anybody's signing in. */
export interface App {
  session: Live<Session>;
  /** Everybody who has signed in on this phone, as it is now. */
  people(): Promise<readonly KnownPerson[]>;
  /** From a `#join=` link, else the database that is served beside the app. */
  suggestedUrl(): string;
  /** The database of a `#join=` link that waits for an answer; undefined when none was opened. */
  joined: Live<string | undefined>;
  /** Whether the page was opened with a `#join=` link that carries no address. */
  hasDamagedLink(): boolean;
  /** The link was answered: it goes from the address, too. */
  dismissJoined(): void;
  /** `why`: a SignInWhy of the sync room, each with a sentence. */
  signIn(details: SignInDetails): Promise<Result<Person>>;
  /** Erases the kept password; unsent work stays and is sent when she signs in again. */
  signOut(): Promise<Result<void, StorageWhy>>;
  practice: Practice;
  update: Live<{ isWaiting: boolean }>;
  /** Reloads into the version that waits. */
  applyUpdate(): void;
  protection: Live<Protection>;
  protect(): Promise<void>;
  installation: Live<InstallState>;
  promptInstallation(): Promise<void>;
  /** Where the phone is; it is sought while somebody watches. */
  location: LocationDoor;
  cameraAccess(): Promise<CameraAccess>;
  /** Hands a file to the phone's share sheet, or to its downloads. Call it from a tap. */
  share(name: string, blob: Blob): Promise<Shared>;
  /** Hands a link to the phone's share sheet, or to its clipboard. Call it from a tap. */
  shareLink(url: string): Promise<SharedLink>;
  theme: Live<Theme>;
  setTheme(theme: Theme): Promise<void>;
  setLanguage(language: string): Promise<void>;
  version: string;
}

/** Trying things out, in this tab only; the session's `work` is then one of practice. */
export interface Practice {
  /** Goes on where it was left. Real work rests meanwhile, and nothing of it changes. */
  begin(): Promise<Result<void, PracticeWhy>>;
  /** Real work goes on; what was practised stays on this phone. */
  end(): Promise<void>;
  /** Deletes all that anybody has practised of this campaign on this phone, and nothing else. */
  wipe(): Promise<Result<void, PracticeWhy>>;
}

/** `no-form`: the campaign is not on this phone yet. */
export type PracticeWhy = 'no-form' | 'not-loaded' | StorageWhy;

/** All that one signed-in person can see and do. Every Live reads the phone's storage only. */
export interface Work {
  person: Person;
  /** Nothing of it is ever sent, and it lies in a database of its own. */
  isPractice: boolean;
  /** null: not received yet */
  campaign(): Live<CampaignView | null>;
  readiness(): Live<Readiness>;
  counts(): Live<Counts>;
  drafts(): Live<readonly DraftSummary[]>;
  /** Her finalized responses on this phone, newest first. */
  records(state?: RecordState): Live<readonly RecordSummary[]>;
  record(id: string): Live<RecordView | null>;
  places(): Live<readonly PlaceSummary[]>;
  sync(): Live<SyncView>;
  /** Compiles a form before it is asked for; undefined when it cannot be used, which opening it then says. */
  prepare(version: FormVersion): Promise<CompiledForm | undefined>;
  startSurvey(language: string): Promise<Result<ResponseId, StartWhy>>;
  startReport(language: string): Promise<Result<ResponseId, StartWhy>>;
  open(id: ResponseId): Promise<Result<OpenResponse, OpenWhy>>;
  /** Makes a correction draft of a finalized response, or returns the one there is. */
  correct(id: ResponseId): Promise<Result<ResponseId, CorrectWhy>>;
  /** Closes a report; one of which nobody has chosen anything goes. */
  leaveReport(open: OpenResponse): Promise<Result<void, StorageWhy>>;
  discardDraft(id: ResponseId): Promise<Result<void, StorageWhy>>;
  /** Progress and outcome are in `sync()`; nobody needs to wait for this. */
  sendNow(): Promise<void>;
  /** The same, photos included, whatever she chose about them. */
  sendPhotosNow(): Promise<void>;
  thrift(): Live<ThriftView>;
  chooseThrift(more: Partial<Thrift>): Promise<void>;
  /**
   * Puts refused documents into the outbox again; with a record, what was refused of its photos and files. Resolves when
   * sending them was tried.
   */
  retry(...ids: string[]): Promise<void>;
  /** What the endpoint refused of her and none of her records tells. */
  refusedBesides(): Live<readonly RefusedDocuments[]>;
  /** What arrived and cannot be read here. */
  unread(): Live<readonly Unread[]>;
  saveToFile(): Promise<PhoneFile>;
  /** An object URL; from the phone, else from the endpoint. The caller revokes it. */
  photo(file: FileReference): Promise<Result<{ url: string }>>;
  /** Versions, outbox, checkpoints and the last events, without personal data. */
  diagnosis(): Promise<Record<string, unknown>>;
  desk(): Promise<Desk>;
  /** A link that carries the address of her campaign, for others to join with. */
  joinLink(): string;
  /** Whether a link leads to the campaign that she is in. */
  isOwnCampaign(url: string): boolean;
  /** She has typed her password in another tab: sending begins anew, with nothing that was refused or put off. */
  signedInAgain(): void;
  /** Resolves when nothing of this person is at work any more; what runs is let finish. */
  stop(): Promise<void>;
}

export interface PhoneFile {
  name: string;
  blob: Blob;
  /** Hers, finished. */
  records: number;
  /** Hers, not finished. */
  drafts: number;
  /** Finished by others who use this phone, and not at the endpoint yet. */
  ofOthers: number;
}

export type StartWhy = 'no-form' | 'form-invalid' | StorageWhy;
/** `not-loaded`: the code for it is neither on the phone nor to be had now. */
export type CorrectWhy = 'already-reviewed' | 'gone' | 'not-loaded' | StorageWhy;
/** `open-elsewhere`: another tab has the draft in hand. */
export type OpenWhy = 'form-missing' | 'form-invalid' | 'not-loaded' | StorageWhy;

export interface CampaignView {
  id: string;
  campaign: Campaign;
  /** By form_id: the version to ask now. */
  forms: ReadonlyMap<string, FormVersion>;
  round: { name: string; title: Translated; form: string } | null;
}

export interface FormVersion {
  id: FormDocumentId;
  document: FormDocument;
  /** Files that come with it and are not on this phone yet. */
  missingFiles: readonly FormFile[];
}

export interface Readiness {
  isReady: boolean;
  /** `app`: the service worker has not kept the app itself yet. */
  missing: readonly ('campaign' | 'forms' | 'files' | 'app')[];
}

export interface Counts {
  phone: number;
  received: number;
  attention: number;
  drafts: number;
  /** Documents of anybody that arrived and that this version cannot read. */
  unread: number;
}

/** Documents with the same trouble; they are kept as they came. */
export interface Unread {
  trouble: Trouble;
  count: number;
}

/** Documents of one type that the endpoint refused for the same reason. */
export interface RefusedDocuments {
  type: string;
  ids: readonly string[];
  trouble: Trouble;
}

export interface DraftSummary {
  id: ResponseId;
  subject: 'survey' | 'place';
  formTitle: Translated;
  round: string | null;
  respondent?: string;
  /** What the form calls it, by what is answered so far. */
  instanceName?: string;
  /** Kind of a place report, as far as it was chosen, in the form's words. */
  kind?: Translated;
  /** 1-based, of `pages`; 0 when the form is not on the phone. */
  page: number;
  pages: number;
  updatedAt: string;
  isCorrection: boolean;
}

export type RecordState = 'phone' | 'received' | 'attention';

export interface RecordSummary {
  id: string;
  state: RecordState;
  subject: 'survey' | 'place';
  title: Translated;
  respondent?: string;
  /** What the form calls it. */
  instanceName?: string;
  /** Kind of a place report, in the form's words. */
  kind?: Translated;
  photos: number;
  /** Recordings and other files that are no photos. */
  files: number;
  /** Photos and files that are not at the endpoint yet. */
  filesWaiting: number;
  bytes: number;
  finalizedAt: string;
  trouble?: Trouble;
  /** That is of a photo or file of it: its answers are not refused. */
  isFileRefused?: true;
  /** What the coordinator decided against: asked for again, or counted out. */
  decision?: 'hasIssues' | 'rejected';
  /** Her note about that. */
  note?: string;
}

export interface RecordView extends RecordSummary {
  document: ResponseDocument;
  rev: Rev;
  form: CompiledForm | null;
  formState: FormState | null;
  review?: ReviewDocument;
  canCorrect: boolean;
  /** The other versions that the revision tree keeps. */
  conflicts: readonly { readonly rev: Rev; readonly document: ResponseDocument }[];
}

export interface PlaceSummary {
  id: string;
  kind: string;
  mode: string;
  valence: string;
  lat: number;
  lon: number;
  /** Name of the one who reported it. */
  collector: string;
  isOwn: boolean;
  isReceived: boolean;
  at: string;
  severity?: number;
  /** A `data:` URL of its first photo, some 64 px wide. */
  preview?: string;
}

export interface SyncView {
  phase: 'idle' | 'sending' | 'receiving';
  done?: number;
  total?: number;
  lastSuccessAt?: string;
  trouble?: Trouble & { at: string };
  waiting: number;
  /** Of these: photos, recordings and other files, which may wait for Wi-Fi or for tomorrow. */
  waitingFiles: number;
  /** What they weigh; what a photo gains on its way is not told. */
  waitingBytes: number;
  /** How many documents of hers the endpoint refused. */
  refused: number;
  nextAttemptAt?: string;
  /** The endpoint asked for that: no tap sends anything before. */
  mustPause: boolean;
}

export type PhotosWaitFor = 'wifi' | 'tomorrow';

export interface ThriftView extends Thrift, Traffic {
  /** Whether this browser tells Wi-Fi from mobile data. */
  readonly knowsWifi: boolean;
  /** What keeps photos on the phone now; null: they go. */
  readonly photosWaitFor: PhotosWaitFor | null;
}

export interface OpenView {
  draft: Draft;
  state: FormState;
  pages: readonly Page[];
  saving: 'saved' | 'saving' | 'failed';
  trouble?: Trouble;
}

/** When which question was open, what was changed in an answer, where the phone is. */
export type Watched = 'times' | 'changes' | 'places';

/** Kept as long as the response is open. */
export interface ReasonToChange {
  /** What she has said so far; '' for nothing. */
  said(): string;
  say(text: string): void;
}

/** An open draft in memory: drawn at once, saved in a strict transaction. */
export interface OpenResponse {
  readonly form: CompiledForm;
  /** What is recorded besides the answers, for the person to be told; absent: nothing. */
  readonly watched?: readonly Watched[];
  /** Undefined: no files came with the form. */
  readonly files?: OpenFiles | undefined;
  readonly view: Live<OpenView>;
  current(): OpenView;
  /** Resolves when the answer is durable; `view` shows it before that. `undefined` clears. */
  answer(path: string, value: Answer | undefined): Promise<void>;
  /** Any other step of the form engine, saved like an answer: one more instance of a repeat. */
  apply(step: (state: FormState, clock: Clock) => FormState): Promise<void>;
  goTo(pagePath: string): Promise<void>;
  setLanguage(language: string): Promise<void>;
  /** Downscales, strips EXIF, hashes, stores, and answers. */
  addPhoto(path: string, file: Blob): Promise<Result<void>>;
  /** Hashes, stores and answers; a `File` keeps its name. Refused above 30 MB. */
  addFile(path: string, file: Blob): Promise<Result<void>>;
  finalize(): Promise<FinalizeResult>;
  /** Why a finished response is corrected; absent unless its form asks for that. */
  readonly reason?: ReasonToChange | undefined;
  /** Waits for what is being saved, then lets other tabs open the draft. Whoever opens a draft closes it. */
  close(): Promise<void>;
}

export type FinalizeResult =
  | Ok<ResponseId>
  | (Trouble<'incomplete'> & { readonly problems: readonly Problem[] })
  | Trouble<StorageWhy | 'already-reviewed' | 'not-loaded' | 'reason-missing'>;
