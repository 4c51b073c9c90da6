import type { Answer } from '../../domain/answer.ts';
import { toLatinDigits } from './digits.ts';
import { QuestionFrame, questionLinks } from './QuestionFrame.tsx';
import type { QuestionProps } from './types.ts';
import { useTyped } from './useTyped.ts';

const PAUSE_MS = 250;

export function Text(props: QuestionProps) {
  const { question, value, onAnswer, readOnly } = props;
  const { appearance = '', parameters, attributes } = question.row;
  // XLSForm has it as a parameter and as a column.
  const rows = Number(parameters?.['rows'] ?? attributes?.['body::rows']);
  const isNumbers = /numbers/.test(appearance);
  const toAnswer = isNumbers ? (typed: string) => answerOf(toLatinDigits(typed)) : answerOf;
  const { typed, type, flush } = useTyped(value, textOf, toAnswer, onAnswer, PAUSE_MS);
  const { id, describedBy, invalid } = questionLinks(props);
  const common = {
    id,
    class: 'input',
    value: typed,
    dir: isNumbers ? 'ltr' : 'auto',
    readOnly,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    onBlur: flush,
  } as const;
  return (
    <QuestionFrame {...props} labels="control">
      {/multiline/.test(appearance) || rows > 1 ? (
        <textarea {...common} rows={rows || 4} onInput={(event) => type(event.currentTarget.value)} />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={isNumbers ? 'numeric' : 'text'}
          autocomplete="off"
          onInput={(event) => type(event.currentTarget.value)}
        />
      )}
    </QuestionFrame>
  );
}

const textOf = (value: Answer | undefined): string => (typeof value === 'string' ? value : '');
const answerOf = (typed: string): string | undefined => (typed.trim() === '' ? undefined : typed);
