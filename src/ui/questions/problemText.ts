import type { Answer } from '../../domain/answer.ts';
import type { CompiledQuestion } from '../../domain/form/compile.ts';
import type { Translated } from '../../domain/form/definition.ts';
import type { Problem } from '../../domain/form/problems.ts';
import { t } from '../../language/index.ts';
import { readNumber } from './digits.ts';

/**
 * The sentence for a problem, for the field and for the summary alike: the form's own words if it has some.
 * @param text a text of the form in the language of the form, `${}` replaced
 */
export function problemText(
  problem: Problem,
  question: CompiledQuestion,
  answer: Answer | undefined,
  text: (translated: Translated | undefined) => string,
): string {
  const own = text(problem.message);
  if (own !== '') return own;
  if (problem.why === 'wrong-type') return wrongTypeText(question, answer);
  if (problem.why === 'constraint') return t('question:problem.constraint');
  return requiredText(question);
}

function requiredText({ row: { type } }: CompiledQuestion): string {
  if (type === 'select_one' || type === 'select_multiple') return t('question:problem.requiredChoice');
  if (type === 'image') return t('question:problem.requiredPhoto');
  if (type === 'geopoint') return t('question:problem.requiredPlace');
  if (type === 'acknowledge') return t('question:problem.requiredConfirmation');
  return t('question:problem.required');
}

/** What was typed is kept as it stands until it is right, so the sentence can be about it. */
export function wrongTypeText({ row: { type } }: CompiledQuestion, answer: Answer | undefined): string {
  if ((type === 'integer' || type === 'decimal') && typeof answer === 'string') {
    const read = readNumber(answer, type);
    if (read.state === 'wrong') return t(`question:${read.why}`);
  }
  if (type === 'date') return t('question:problem.wrongDate');
  return t('question:problem.wrongType');
}
