import { useState } from 'preact/hooks';
import type { Answer } from '../../domain/answer.ts';
import { readNumber, toOwnDigits } from './digits.ts';
import { wrongTypeText } from './problemText.ts';
import { QuestionFrame, questionLinks } from './QuestionFrame.tsx';
import type { QuestionProps } from './types.ts';
import { useTyped } from './useTyped.ts';

/**
 * A text field, not `type="number"`: that one throws away Urdu digits and whatever it does not understand. A text that
 * is no number yet is given as it stands, so that it outlives a killed tab and the domain refuses it visibly.
 */
export function NumberField({ kind, ...props }: QuestionProps & { kind: 'integer' | 'decimal' }) {
  const { question, value, language, onAnswer, readOnly } = props;
  const [isLeft, setLeft] = useState(typeof value === 'string');
  const toAnswer = (typed: string): Answer | undefined => {
    const read = readNumber(typed, kind);
    return read.state === 'number' ? read.value : read.state === 'empty' ? undefined : typed;
  };
  const toText = (answer: Answer | undefined) =>
    typeof answer === 'number' ? toOwnDigits(answer, language) : typeof answer === 'string' ? answer : '';
  const { typed, type, flush } = useTyped(value, toText, toAnswer, onAnswer, 0);
  const leave = () => {
    flush();
    setLeft(true);
  };
  // Not before she has left the field: nobody is corrected in the midst of a number.
  const own = isLeft && typeof value === 'string' ? wrongTypeText(question, value) : undefined;
  const troubled = { ...props, problem: props.problem ?? own };
  const { id, describedBy, invalid } = questionLinks(troubled);
  return (
    <QuestionFrame {...troubled} labels="control">
      <input
        id={id}
        class="input question-number"
        type="text"
        inputMode={kind === 'integer' ? 'numeric' : 'decimal'}
        autocomplete="off"
        dir="ltr"
        value={typed}
        readOnly={readOnly}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={leave}
      />
    </QuestionFrame>
  );
}
