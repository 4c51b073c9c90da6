import type { ResponseRow } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import type { IconName } from '../../parts/icons.ts';

type State = ResponseRow['state'];

const ICONS: Readonly<Record<State, IconName>> = {
  received: 'clock',
  hasIssues: 'undo',
  approved: 'circle-check',
  rejected: 'circle-x',
};

/** Shape, word and colour of the decision about a response. */
export function Decision({ state }: { state: State }) {
  const { t } = useT();
  return (
    <span class={`decision decision-${state}`}>
      <Icon name={ICONS[state]} />
      <span>{t(`desk:state.${state}`)}</span>
    </span>
  );
}
