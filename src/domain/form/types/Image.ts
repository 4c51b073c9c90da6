import { type Answer, type FileReference, FileReferenceSchema } from '../../answer.ts';
import { z } from '../../zod.ts';
import { PLAIN, type QuestionKind } from './kind.ts';

/** A photo, recording or file. */
export const isMedia = (value: Answer): value is FileReference =>
  z.safeParse(FileReferenceSchema, value).success;

/** A photo, held by reference; in expressions and words it is the id of its document. */
export const image: QuestionKind = {
  ...PLAIN,
  accepts: (value) => isMedia(value) && value.widthPx !== undefined,
  toExpressionValue: (answer) => (isMedia(answer) ? answer.media : ''),
  words: (answer) => (isMedia(answer) ? answer.media : ''),
};
