import { useT } from '../../language.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { timeStamp } from './stamps.ts';

/** The phone's own clock. */
export function Time(props: QuestionProps) {
  const { value, onAnswer, readOnly } = props;
  const { time } = useT();
  const { id, describedBy, invalid } = questionLinks(props);
  const at = typeof value === 'string' ? value.slice(0, 5) : '';
  const take = (typed: string) => onAnswer(typed === '' ? undefined : timeStamp(typed, new Date()));
  return (
    <QuestionFrame {...props} labels="control">
      <input
        id={id}
        class="input question-when"
        type="time"
        value={at}
        readOnly={readOnly}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onInput={(event) => take(event.currentTarget.value)}
      />
      <output class="question-words question-live" for={id}>
        {at !== '' && time(`2000-01-01T${at}`)}
      </output>
    </QuestionFrame>
  );
}
