import './StateMark.css';
import { useT } from '../language.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

/** The same three everywhere: a shape, a word and a colour each. */
export type RecordState = 'phone' | 'received' | 'attention';

const ICONS: Readonly<Record<RecordState, IconName>> = {
  phone: 'smartphone',
  received: 'circle-check',
  attention: 'triangle-alert',
};

export function StateMark({ state }: { state: RecordState }) {
  const { t } = useT();
  return (
    <span class={`state-mark state-${state}`}>
      <Icon name={ICONS[state]} />
      <span>{t(`common:state.${state}`)}</span>
    </span>
  );
}

/** How many are in a state, as a card that opens their list. */
export function StateCount({ state, count, href }: { state: RecordState; count: number; href: string }) {
  const { t, number } = useT();
  // None is no news: a red nought would alarm, a green one would claim.
  return (
    <a class={`state-count state-${count === 0 ? 'phone' : state}`} href={href}>
      <Icon name={ICONS[state]} />
      <bdi class="state-number">{number(count)}</bdi>
      <span>{t(`common:state.${state}`)}</span>
    </a>
  );
}
