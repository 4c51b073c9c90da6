import type { FileReference } from '../../../domain/answer.ts';
import type { FormChange } from '../../../domain/form/changes.ts';
import type { Translated } from '../../../domain/form/definition.ts';
import type { FormDocumentId } from '../../../domain/ids.ts';
import type { Result } from '../../../domain/result.ts';
import type { FormReport, ReadingStep } from '../../../exchange/xlsform/intake/readFormFiles.ts';
import type { OpenResponse } from '../../types.ts';

export type { AskedIn } from '../../../domain/askedIn.ts';
export type {
  AttachedFile,
  Finding,
  FormReport,
  ReadingStep,
} from '../../../exchange/xlsform/intake/readFormFiles.ts';
export type { FormFormat } from '../../../exchange/xlsform/intake/writeForm.ts';

/** A form of the campaign with all its versions that are here. */
export interface DeskFormVersions {
  /** `form_id` */
  readonly id: string;
  readonly title: Translated;
  readonly subject: 'survey' | 'place';
  /** Rounds that ask it. */
  readonly rounds: readonly DeskRound[];
  readonly isPlaceForm: boolean;
  /** The version that phones ask now first, then the newest. */
  readonly versions: readonly DeskFormVersion[];
}

export interface DeskRound {
  readonly name: string;
  readonly title: Translated;
  /** It is asked now. */
  readonly isCurrent: boolean;
  /** `form_id` */
  readonly form: string;
  readonly formTitle: Translated;
  /** Of the campaign: in these it has a title, if anybody wrote one. */
  readonly languages: readonly string[];
}

export interface DeskFormVersion {
  readonly id: FormDocumentId;
  /** As its author wrote it; may be ''. */
  readonly version: string;
  readonly hash: string;
  readonly isCurrent: boolean;
  readonly languages: readonly string[];
  /** Rows that somebody answers. */
  readonly questions: number;
  readonly responses: number;
}

/** A file that was chosen or dropped; `batch` counts on with each time. */
export interface ChosenFile {
  readonly file: File;
  readonly batch: number;
}

/** `files`: they are read from the disk, `done` of `total`. */
export type ReadingProgress =
  | { readonly step: 'files'; readonly done: number; readonly total: number }
  | { readonly step: ReadingStep };

/** `files-changed`: one of them is not on the disk any more as it was when it was chosen. */
export type ReadingWhy = 'files-changed' | 'files-too-large' | 'reading-cancelled' | 'reading-failed';

export interface FormReading {
  readonly outcome: Promise<Result<FormReport, ReadingWhy>>;
  /** Ends the worker at once. */
  cancel(): void;
}

/** What a new version would mean for the campaign. */
export interface FormOutlook {
  /** The version that phones ask now; undefined for a form that the campaign does not have. */
  readonly before: DeskFormVersion | undefined;
  readonly changes: readonly FormChange[];
  readonly files: readonly FileChange[];
  /** This very version is the one that phones have already. */
  readonly isSame: boolean;
  /** It calls itself as the one before does, and is another. */
  readonly isSameVersionName: boolean;
  /** Rounds, the one that asks this form now first told by `form`. */
  readonly rounds: readonly DeskRound[];
  readonly isPlaceForm: boolean;
  /** The form that is the place report now. */
  readonly placeReport: { readonly form: string; readonly title: Translated } | undefined;
  /** What the results compare and this form does not ask. */
  readonly notCompared: readonly Translated[];
}

/** How the files of a version differ from those of the one before. */
export interface FileChange {
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

/** A run of a form whose answers are kept nowhere. */
export interface FormPreview {
  readonly open: OpenResponse;
  /** An object URL of a picture or recording that was answered with. */
  photo(file: FileReference): Promise<Result<{ url: string }>>;
}
