import { useT } from '../../language.ts';
import { Notice } from '../../parts/Notice.tsx';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { CalendarDate } from './CalendarDate.tsx';
import { calendarOf } from './calendars.ts';

/** The phone's own calendar, that of another count of years, or only a month or year, as the form asks for. */
export function DateQuestion(props: QuestionProps) {
  const { appearance } = props.question.row;
  const calendar = calendarOf(appearance);
  if (typeof calendar === 'object') return <CalendarDate {...props} calendar={calendar.calendar} />;
  if (/(^|\s)(month-year|year)(\s|$)/.test(appearance ?? ''))
    return <CalendarDate {...props} calendar="gregory" />;
  return <PhoneDate {...props} isElsewhere={calendar === 'unknown'} />;
}

/** Under it the same day in words, since 03/04 is read in two ways. */
function PhoneDate({ isElsewhere, ...props }: QuestionProps & { isElsewhere: boolean }) {
  const { value, onAnswer, readOnly } = props;
  const { t, date } = useT();
  const { id, describedBy, invalid } = questionLinks(props);
  const day = typeof value === 'string' ? value : '';
  return (
    <QuestionFrame {...props} labels="control">
      {isElsewhere && <Notice tone="info" title={t('extended:date.noCalendar')} />}
      <input
        id={id}
        class="input question-when"
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
