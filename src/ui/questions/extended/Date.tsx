import { useT } from '../../language.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';

/** The phone's own calendar; under it the same day in words, since 03/04 is read in two ways. */
export function DateQuestion(props: QuestionProps) {
  const { value, onAnswer, readOnly } = props;
  const { date } = useT();
  const { id, describedBy, invalid } = questionLinks(props);
  const day = typeof value === 'string' ? value : '';
  return (
    <QuestionFrame {...props} labels="control">
      <input
        id={id}
        class="input"
        type="date"
        value={day}
        readOnly={readOnly}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onInput={(event) => onAnswer(event.currentTarget.value || undefined)}
      />
      <output class="question-words question-live" for={id}>
        {day !== '' && date(day)}
      </output>
    </QuestionFrame>
  );
}
