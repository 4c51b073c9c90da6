import type { Answer } from '../../../answer.ts';
import { isMedia } from '../../types/Image.ts';
import { PLAIN, type QuestionKind } from '../../types/kind.ts';

const nameOf = (answer: Answer): string => (isMedia(answer) ? (answer.name ?? answer.media) : '');

/** Any file, held by reference; in words it is the file's own name. */
export const file: QuestionKind = {
  ...PLAIN,
  accepts: isMedia,
  toExpressionValue: nameOf,
  words: nameOf,
};

/** A file whose type begins so: `audio/`. */
export const fileOf = (contentType: string): QuestionKind => ({
  ...file,
  accepts: (value) => isMedia(value) && value.contentType.startsWith(contentType),
});
