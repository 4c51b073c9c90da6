import type { QuestionKind } from '../../types/kind.ts';
import { file } from './File.ts';

/** The log of who was where in the form and when; the app attaches it. */
export const audit: QuestionKind = { ...file, hasPage: false };
