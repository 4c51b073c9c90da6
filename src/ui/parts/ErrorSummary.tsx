import './ErrorSummary.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useT } from '../language.ts';
import { Icon } from './Icon.tsx';

export interface ErrorSummaryProps {
  /** `id` of the field, and the same words as beside it. Empty: nothing is drawn. */
  problems: readonly { id: string; text: string }[];
  /** What she did that found them, another value each time: she is brought here once for it, never while she types. */
  attempt: unknown;
  /** Given, a tap calls this instead of moving to the field on this page. */
  onGo?: ((id: string) => void) | undefined;
}

/** Takes the focus when an attempt has failed, so that nobody wonders why nothing happened. */
export function ErrorSummary({ problems, attempt, onGo = focusField }: ErrorSummaryProps) {
  const { t } = useT();
  const box = useRef<HTMLDivElement>(null);
  // Not drawn without problems, and then there is nothing to move to.
  useLayoutEffect(() => box.current?.focus(), [attempt]);
  if (problems.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2 class="error-summary-title">
        <Icon name="triangle-alert" />
        {t('common:parts.problem')}
      </h2>
      <ul>
        {problems.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} onClick={(event) => go(event, () => onGo(id))}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The address stays as it is: its hash may carry a link to join a campaign. */
function go(event: Event, act: () => void): void {
  event.preventDefault();
  act();
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}
