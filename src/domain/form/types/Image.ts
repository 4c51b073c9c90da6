import type { Answer, FileReference } from '../../answer.ts';
import { PLAIN, type QuestionKind } from './kind.ts';

/** A photo, recording or file; that it is whole was seen when its response was parsed. */
export const isMedia = (value: Answer): value is FileReference =>
  typeof value === 'object' && 'media' in value;

/** A photo, held by reference; in expressions and words it is the id of its document. */
export const image: QuestionKind = {
  ...PLAIN,
  accepts: (value) => isMedia(value) && value.widthPx !== undefined,
  toExpressionValue: (answer) => (isMedia(answer) ? answer.media : ''),
  words: (answer) => (isMedia(answer) ? answer.media : ''),
};
