import { rangeOf } from '../../../domain/form/extended/types/Range.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { usePlain } from '../Words.tsx';

/** The numbers of a scale in their order, so that a slider can count them and 0.1 three times is 0.3. */
export function stepsOf(row: QuestionProps['question']['row']): number[] {
  const { start, end, step } = rangeOf(row);
  const count = Math.floor(Math.abs(end - start) / step + 1e-9);
  const sign = end < start ? -1 : 1;
  const places = Math.max(decimals(step), decimals(start));
  return Array.from({ length: count + 1 }, (_, at) => Number((start + sign * at * step).toFixed(places)));
}

/** More marks than these run into each other on a narrow phone. */
const TICKS_MAX = 21;

/** Which of the steps have a mark: each, or one an interval. @param interval NaN: not asked for */
export function ticksOf(steps: readonly number[], interval: number): number[] {
  const [first = 0, second = first] = steps;
  const width = Math.round(interval / Math.abs(second - first)) || 1;
  return steps.flatMap((_, at) => (at % width === 0 ? [at] : []));
}

const decimals = (value: number): number => (String(value).split('.')[1] ?? '').length;

/** More stars than these do not fit beside each other, and a list of more is no list. */
const STARS_MAX = 10;
const PICKED_MAX = 200;

/** A number on a scale: a slider, stars, or the phone's list of numbers. */
export function Range(props: QuestionProps) {
  const appearance = props.question.row.appearance ?? '';
  const steps = stepsOf(props.question.row);
  if (/rating/.test(appearance) && steps.length <= STARS_MAX) return <Stars {...props} steps={steps} />;
  if (/picker/.test(appearance) && steps.length <= PICKED_MAX) return <Picker {...props} steps={steps} />;
  return <Slider {...props} steps={steps} />;
}

type ScaleProps = QuestionProps & { steps: readonly number[] };

/** Until she has touched it nothing is chosen, wherever its knob stands. */
function Slider({ steps, ...props }: ScaleProps) {
  const { question, value, choices, text, onAnswer, readOnly } = props;
  const { t, number } = useT();
  const plain = usePlain();
  // In a list of questions the words alone do not tell what is made less.
  const called = (words: string) => `${words}: ${plain(text(question.row.label))}`;
  const { id, labelId, describedBy, invalid } = questionLinks(props);
  const appearance = question.row.appearance ?? '';
  const chosen = typeof value === 'number' ? steps.indexOf(value) : -1;
  const give = (at: number) => onAnswer(steps[Math.min(Math.max(at, 0), steps.length - 1)]);
  const { placeholder, tick_interval } = question.row.parameters ?? {};
  const rest = steps.indexOf(Number(placeholder));
  // Where the knob stands before she has moved it.
  const middle = placeholder !== undefined && rest >= 0 ? rest : Math.floor((steps.length - 1) / 2);
  const ticks = ticksOf(steps, Number(tick_interval));
  const hasTicks = !/no-ticks/.test(appearance) && ticks.length <= TICKS_MAX;
  const named = choices.map(({ name, label }) => ({
    value: Number(name),
    label: plain(text(label)) || name,
  }));
  const name = named.find((one) => one.value === value)?.label;
  const figure = number(steps[chosen] ?? 0, 6);
  const words =
    chosen === -1
      ? t('extended:range.open')
      : name === undefined
        ? figure
        : figure + t('common:separator') + name;
  return (
    <QuestionFrame {...props} labels="group">
      <div class={/vertical/.test(appearance) ? 'range range-vertical' : 'range'}>
        <output class={chosen === -1 ? 'range-value soft' : 'range-value'} for={id}>
          {words}
        </output>
        <input
          id={id}
          class={chosen === -1 ? 'range-input range-open' : 'range-input'}
          type="range"
          min={0}
          max={steps.length - 1}
          step={1}
          value={chosen === -1 ? middle : chosen}
          disabled={readOnly}
          list={hasTicks ? `${id}-ticks` : undefined}
          aria-labelledby={labelId}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          aria-valuetext={words}
          onInput={(event) => give(Number(event.currentTarget.value))}
          // A tap on the knob where it stands is an answer, too.
          onClick={(event) => give(Number(event.currentTarget.value))}
          onKeyUp={(event) => event.key === ' ' && give(Number(event.currentTarget.value))}
        />
        {hasTicks && (
          <datalist id={`${id}-ticks`}>
            {ticks.map((at) => (
              <option key={at} value={at} />
            ))}
          </datalist>
        )}
        <p class="range-ends" aria-hidden="true">
          <bdi>{number(steps[0] ?? 0, 6)}</bdi>
          <bdi>{number(steps.at(-1) ?? 0, 6)}</bdi>
        </p>
      </div>
      {named.length > 0 && (
        <dl class="range-names">
          {named.map(({ value: at, label }) => (
            <div key={at}>
              <dt>{number(at, 6)}</dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
      )}
      {!readOnly && (
        <div class="question-buttons">
          <Button
            icon="minus"
            label={called(t('extended:range.less'))}
            onClick={() => give(chosen === -1 ? middle : chosen - 1)}
          >
            {t('extended:range.less')}
          </Button>
          <Button
            icon="plus"
            label={called(t('extended:range.more'))}
            onClick={() => give(chosen === -1 ? middle : chosen + 1)}
          >
            {t('extended:range.more')}
          </Button>
        </div>
      )}
      <Clear {...props} />
    </QuestionFrame>
  );
}

function Stars({ steps, ...props }: ScaleProps) {
  const { value, onAnswer, readOnly } = props;
  const { t, number } = useT();
  const { id, labelId, describedBy, invalid } = questionLinks(props);
  const chosen = typeof value === 'number' ? steps.indexOf(value) : -1;
  return (
    <QuestionFrame {...props} labels="group">
      <div
        role="radiogroup"
        class="stars"
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
      >
        {steps.map((step, at) => (
          <label key={step} class={at <= chosen ? 'star star-lit' : 'star'}>
            <input
              type="radio"
              class="choice-input"
              id={at === 0 ? id : undefined}
              name={id}
              checked={at === chosen}
              disabled={readOnly}
              aria-label={t('extended:range.stars', { n: number(step, 6), of: number(steps.at(-1) ?? 0, 6) })}
              onChange={() => onAnswer(step)}
            />
            <Icon name="star" size="large" />
            <span aria-hidden="true">{number(step, 6)}</span>
          </label>
        ))}
      </div>
      <Clear {...props} />
    </QuestionFrame>
  );
}

function Picker({ steps, ...props }: ScaleProps) {
  const { value, onAnswer, readOnly } = props;
  const { t, number } = useT();
  const { id, describedBy, invalid } = questionLinks(props);
  const choose = (at: string) => onAnswer(at === '' ? undefined : steps[Number(at)]);
  const chosen = typeof value === 'number' ? steps.indexOf(value) : -1;
  return (
    <QuestionFrame {...props} labels="control">
      <div class="select">
        <select
          id={id}
          class="input"
          value={chosen === -1 ? '' : String(chosen)}
          disabled={readOnly}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{t('extended:range.open')}</option>
          {steps.map((step, at) => (
            <option key={step} value={String(at)}>
              {number(step, 6)}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </div>
    </QuestionFrame>
  );
}

/** An answer that was given by mistake must not stay. */
export function Clear({ value, question, onAnswer, readOnly }: QuestionProps) {
  const { t } = useT();
  if (value === undefined || readOnly || question.row.required !== undefined) return null;
  return (
    <div class="question-clear">
      <Button kind="quiet" icon="undo" onClick={() => onAnswer(undefined)}>
        {t('question:choice.clear')}
      </Button>
    </div>
  );
}
