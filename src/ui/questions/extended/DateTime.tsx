import { useT } from '../../language.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { dateTimeStamp } from './stamps.ts';

/** The phone's own calendar and clock; under it the same in words. */
export function DateTime(props: QuestionProps) {
  const { value, onAnswer, readOnly } = props;
  const { date, time } = useT();
  const { id, describedBy, invalid } = questionLinks(props);
  const at = typeof value === 'string' ? value.slice(0, 16) : '';
  return (
    <QuestionFrame {...props} labels="control">
      <input
        id={id}
        class="input question-when"
        type="datetime-local"
        value={at}
        readOnly={readOnly}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onInput={(event) => onAnswer(dateTimeStamp(event.currentTarget.value))}
      />
      <output class="question-words question-live" for={id}>
        {at !== '' && `${date(at)}, ${time(at)}`}
      </output>
    </QuestionFrame>
  );
}
