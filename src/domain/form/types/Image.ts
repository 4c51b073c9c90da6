import { type Answer, type MediaReference, MediaReferenceSchema } from '../../answer.ts';
import { z } from '../../zod.ts';
import { PLAIN, type QuestionKind } from './kind.ts';

export const isMedia = (value: Answer): value is MediaReference =>
  z.safeParse(MediaReferenceSchema, value).success;

/** A photo, held by reference; in expressions and words it is the id of its document. */
export const image: QuestionKind = {
  ...PLAIN,
  accepts: isMedia,
  toExpressionValue: (answer) => (isMedia(answer) ? answer.media : ''),
  words: (answer) => (isMedia(answer) ? answer.media : ''),
};
