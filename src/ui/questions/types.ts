import type { ComponentChildren } from 'preact';
import type { FileWhy } from '../../app/index.ts';
import type { Answer, FileReference } from '../../domain/answer.ts';
import type { Drawing } from '../../domain/drawing.ts';
import type { CompiledQuestion } from '../../domain/form/compile.ts';
import type { Choice, Translated } from '../../domain/form/definition.ts';
import type { Result } from '../../domain/result.ts';

export interface QuestionProps {
  path: string;
  question: CompiledQuestion;
  value: Answer | undefined;
  /** Those that remain after the choice filter. */
  choices: readonly Choice[];
  /** BCP 47 tag of the words of the form. */
  language: string;
  /** A text of the form in that language, `${}` replaced. */
  text: (translated: Translated | undefined) => string;
  /** What is wrong with the answer: from `problemText`, as in the summary. */
  problem?: string | undefined;
  /** `undefined` clears the answer. */
  onAnswer: (value: Answer | undefined) => void;
  /** For image: shrink, store and answer. */
  onPhoto?: ((file: Blob) => Promise<Result<unknown>>) | undefined;
  /** For image, recordings and files: an object URL of what is stored, which the view frees again. */
  photo?: ((file: FileReference) => Promise<Result<{ url: string }>>) | undefined;
  /** For recordings and files: store as it is and answer. */
  onFile?: ((file: Blob) => Promise<Result<unknown>>) | undefined;
  /** An object URL of a file that is attached to the form, which the view frees again. */
  attachment?: ((name: string) => Promise<Result<{ url: string }>>) | undefined;
  /** The shapes of a picture that is attached to the form, for an image map. */
  shapes?: ((name: string) => Promise<Result<Drawing>>) | undefined;
  /** Why a file that is attached to the form cannot be used. */
  fileTrouble?: ((name: string) => FileWhy | undefined) | undefined;
  /** Goes on to the next page: for what needs no tap on Next. */
  onNext?: (() => void) | undefined;
  /** For geopoint: without it a place can only be typed. */
  position?: PositionSource | undefined;
  readOnly?: boolean | undefined;
  /** It must be answered. */
  required?: boolean | undefined;
  /** Stands between the hint and the answer. */
  prompt?: ComponentChildren;
  /** 1: the question is the page's heading; 2: one of several on a page. */
  heading?: 1 | 2 | undefined;
}

/** WGS 84; metres; `fixedAt` is ISO 8601. */
export interface PositionFix {
  lat: number;
  lon: number;
  accuracyMetres: number;
  altitudeMetres?: number | undefined;
  fixedAt: string;
}

export type PositionSight =
  | { state: 'seeking' }
  | { state: 'fixed'; fix: PositionFix }
  /** The person or the browser does not allow it. */
  | { state: 'refused' }
  /** Allowed, but the phone cannot tell. */
  | { state: 'unavailable' };

/** The phone's position as it becomes better; calling the result ends the watch. */
export interface PositionSource {
  watch(next: (sight: PositionSight) => void): () => void;
}
