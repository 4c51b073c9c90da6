import { useMemo, useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextInput } from '../../parts/TextInput.tsx';
import { toLatinDigits, toOwnDigits } from '../digits.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { calendarDays, calendarText, monthLength, monthNames } from './calendars.ts';
import { Clear } from './Range.tsx';

interface Typed {
  year: string;
  month: string;
  day: string;
}

/** Day, month and year of any calendar that the browser knows; the answer is the same day in ISO 8601. */
export function CalendarDate({ calendar, ...props }: QuestionProps & { calendar: string }) {
  const { question, value, language: tag, onAnswer } = props;
  const { t, date } = useT();
  const { id, labelId, describedBy } = questionLinks(props);
  const appearance = question.row.appearance ?? '';
  const asksDay = !/(^|\s)(month-year|year)(\s|$)/.test(appearance);
  const asksMonth = asksDay || /month-year/.test(appearance);
  const days = useMemo(() => calendarDays(calendar), [calendar]);
  const [typed, setTyped] = useState<Typed>(() => typedOf(value, days, tag));
  const year = Number.parseInt(toLatinDigits(typed.year), 10);
  const own = typeof value === 'string' ? calendarText(value, calendar, tag) : undefined;
  const isNoDay = value === undefined && isWhole(typed, asksMonth, asksDay);
  const change = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    onAnswer(isoOf(next, days, asksMonth, asksDay));
  };
  return (
    <QuestionFrame {...props} labels="group">
      <fieldset
        class="calendar"
        id={id}
        tabIndex={-1}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
      >
        {asksDay && (
          <Field id={`${id}-day`} label={t('extended:date.day')}>
            <Select
              value={typed.day}
              options={dayOptions(calendar, year, typed.month, tag)}
              onChange={(day) => change({ day })}
              disabled={props.readOnly}
            />
          </Field>
        )}
        {asksMonth && (
          <Field id={`${id}-month`} label={t('extended:date.month')}>
            <Select
              value={typed.month}
              options={monthOptions(calendar, year, tag)}
              onChange={(month) => change({ month })}
              disabled={props.readOnly}
            />
          </Field>
        )}
        <Field id={`${id}-year`} label={t('extended:date.year')}>
          <TextInput
            value={typed.year}
            onInput={(next) => change({ year: next })}
            inputMode="numeric"
            dir="ltr"
            readOnly={props.readOnly}
          />
        </Field>
      </fieldset>
      <output class="question-words question-live" for={`${id}-year`}>
        {isNoDay && t('extended:date.noSuchDay')}
        {typeof value === 'string' && asksDay && (
          <>
            {calendar !== 'gregory' && own !== undefined && <bdi>{own} — </bdi>}
            <bdi>{date(value)}</bdi>
          </>
        )}
      </output>
      <Clear
        {...props}
        onAnswer={(answer) => {
          setTyped({ year: '', month: '', day: '' });
          onAnswer(answer);
        }}
      />
    </QuestionFrame>
  );
}

type Days = ReturnType<typeof calendarDays>;

function typedOf(value: QuestionProps['value'], days: Days, language: string): Typed {
  const known = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? days.from(value) : undefined;
  if (known === undefined) return { year: '', month: '', day: '' };
  const { year, month, day } = known;
  return { year: toOwnDigits(year, language), month: String(month), day: String(day) };
}

const isWhole = ({ year, month, day }: Typed, asksMonth: boolean, asksDay: boolean): boolean =>
  /^\d{4}$/.test(toLatinDigits(year).trim()) && (!asksMonth || month !== '') && (!asksDay || day !== '');

/** Undefined until the day is known; a month or a year stands for its first day. */
function isoOf(
  { year, month, day }: Typed,
  days: Days,
  asksMonth: boolean,
  asksDay: boolean,
): string | undefined {
  if (!isWhole({ year, month, day }, asksMonth, asksDay)) return undefined;
  return days.toIso({
    year: Number(toLatinDigits(year)),
    month: asksMonth ? Number(month) : 1,
    day: asksDay ? Number(day) : 1,
  });
}

const OPEN = { value: '', label: '–' };
/** Without a year any will do: only the number of months and days may differ by one. */
const yearOr = (year: number, calendar: string): number =>
  year > 1000 ? year : (calendarDays(calendar).from('2026-01-01')?.year ?? year);

function monthOptions(calendar: string, year: number, language: string) {
  const months = monthNames(calendar, yearOr(year, calendar), language);
  return [OPEN, ...months.map(({ month, name }) => ({ value: String(month), label: name }))];
}

function dayOptions(calendar: string, year: number, month: string, language: string) {
  const length =
    month === '' ? 31 : monthLength(calendar, { year: yearOr(year, calendar), month: Number(month) });
  const days = Array.from({ length }, (_, at) => at + 1);
  return [OPEN, ...days.map((day) => ({ value: String(day), label: toOwnDigits(day, language) }))];
}
