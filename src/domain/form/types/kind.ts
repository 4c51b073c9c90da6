import type { Answer } from '../../answer.ts';
import type { Clock } from '../clock.ts';
import type { Choice, Row } from '../definition.ts';

/** What the engine knows of a question type. Its view is the file of the same name in `ui/questions`. */
export interface QuestionKind {
  /** Whether it is shown to the person who asks. */
  readonly hasPage: boolean;
  /** Whether a value of this type may stand in the answers of a question with these choices and this row. */
  accepts(value: Answer, choices: readonly Choice[], row?: Row): boolean;
  /** The text that `${name}` gives in an expression. */
  toExpressionValue(answer: Answer): string;
  /** An answer from a default or from what a calculation gave; never called with an empty text. */
  fromText(text: string): Answer;
  /** What a new response begins with, from the phone; without it, nothing. @param type as the row names it */
  atStart?(clock: Clock, type: string): Answer | undefined;
  /** The answer in words; `labelOf` gives a choice's label. */
  words(answer: Answer, labelOf: (choiceName: string) => string): string;
}

/** What most types share: the answer is a text, and its words are itself. */
export const PLAIN: QuestionKind = {
  hasPage: true,
  accepts: (value) => typeof value === 'string',
  toExpressionValue: plainText,
  fromText: (text) => text,
  words: plainText,
};

/** What nobody is asked. */
export const UNASKED: QuestionKind = { ...PLAIN, hasPage: false };

/** A value as an expression sees it: lists joined by spaces, objects have none. */
export function plainText(value: Answer): string {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'object' ? '' : String(value);
}

/** A number where the text is one; else the text itself, which the type then refuses visibly. */
export function numberFromText(text: string): Answer {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}
