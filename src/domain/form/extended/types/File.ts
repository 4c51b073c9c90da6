import { type Answer, type FileReference, FileReferenceSchema } from '../../../answer.ts';
import { z } from '../../../zod.ts';
import { PLAIN, type QuestionKind } from '../../types/kind.ts';

export const isFileReference = (value: Answer): value is FileReference =>
  z.safeParse(FileReferenceSchema, value).success;

const nameOf = (answer: Answer): string => (isFileReference(answer) ? (answer.name ?? answer.media) : '');

/** Any file, held by reference; in words it is the file's own name. */
export const file: QuestionKind = {
  ...PLAIN,
  accepts: isFileReference,
  toExpressionValue: nameOf,
  words: nameOf,
};

/** A file whose type begins so: `audio/`. */
export const fileOf = (contentType: string): QuestionKind => ({
  ...file,
  accepts: (value) => isFileReference(value) && value.contentType.startsWith(contentType),
});
