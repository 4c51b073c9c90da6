import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { isolated } from '../../translated.tsx';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { usePlain } from '../Words.tsx';
import { useChoiceMedia } from './ChoiceMedia.tsx';
import { Clear } from './Range.tsx';
import { useDragOrder } from './useDragOrder.ts';

/** The order so far: what was answered, then what has come since; the form's order before any answer. */
export function orderOf(value: QuestionProps['value'], names: readonly string[]): string[] {
  const given = Array.isArray(value) ? value.filter((name) => names.includes(name)) : [];
  return [...given, ...names.filter((name) => !given.includes(name))];
}

/** The same names with one of them at another place. */
export function moved(order: readonly string[], name: string, to: number): string[] {
  const rest = order.filter((one) => one !== name);
  const at = Math.min(Math.max(to, 0), rest.length);
  return [...rest.slice(0, at), name, ...rest.slice(at)];
}

/** Choices in an order: by buttons and keyboard, or by dragging. */
export function Rank(props: QuestionProps) {
  const { value, choices, text, onAnswer, readOnly } = props;
  const { t, number } = useT();
  const { id, labelId, describedBy } = questionLinks(props, true);
  const names = choices.map(({ name }) => name);
  const order = orderOf(value, names);
  const plain = usePlain();
  const labelOf = (name: string) =>
    plain(text(choices.find((choice) => choice.name === name)?.label)) || name;
  const options = new Map(useChoiceMedia(props)(choices).map((option) => [option.value, option]));
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const focus = useRef<readonly string[]>([]);
  const move = (name: string, to: number, way?: 'up' | 'down') => {
    const next = moved(order, name, to);
    if (way !== undefined)
      focus.current = [`${id}-${name}-${way}`, `${id}-${name}-${way === 'up' ? 'down' : 'up'}`];
    setSaid(t('extended:rank.now', { name: isolated(labelOf(name)), n: number(next.indexOf(name) + 1) }));
    onAnswer(next);
  };
  // The line moves in the document, and the focus would stay behind; at an end its button goes out.
  useLayoutEffect(() => {
    const buttons = focus.current.map((one) => document.getElementById(one));
    focus.current = [];
    buttons.find((button) => button instanceof HTMLButtonElement && !button.disabled)?.focus();
  }, [value]);
  const drag = useDragOrder(list, (from, to) => {
    const name = order[from];
    if (name !== undefined && !readOnly) move(name, to);
  });
  return (
    <QuestionFrame {...props} labels="group" hintElse={t('extended:rank.hint')}>
      <ol
        class={value === undefined ? 'rank rank-open' : 'rank'}
        id={id}
        tabIndex={-1}
        ref={list}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
      >
        {order.map((name, at) => (
          <li key={name} class={drag.from === at ? 'rank-line rank-dragged' : 'rank-line'}>
            <span class="rank-number">{value === undefined ? '–' : number(at + 1)}</span>
            <span class="rank-words">{options.get(name)?.label}</span>
            <span class="rank-moves">
              {options.get(name)?.beside}
              {!readOnly && (
                <>
                  <IconButton
                    id={`${id}-${name}-up`}
                    icon="arrow-up"
                    label={t('extended:rank.up', { name: isolated(labelOf(name)) })}
                    disabled={at === 0 && value !== undefined}
                    onClick={() => move(name, at - 1, 'up')}
                  />
                  <IconButton
                    id={`${id}-${name}-down`}
                    icon="arrow-down"
                    label={t('extended:rank.down', { name: isolated(labelOf(name)) })}
                    disabled={at === order.length - 1 && value !== undefined}
                    onClick={() => move(name, at + 1, 'down')}
                  />
                  <span class="rank-grip" onPointerDown={(event) => drag.begin(event, at)}>
                    <Icon name="grip-vertical" />
                  </span>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {value === undefined && !readOnly && (
        <Button icon="check" full onClick={() => onAnswer(order)}>
          {t('extended:rank.right')}
        </Button>
      )}
      <Clear {...props} />
    </QuestionFrame>
  );
}
