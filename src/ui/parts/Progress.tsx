import './Progress.css';
import type { ComponentChildren } from 'preact';

export interface ProgressProps {
  /** Undefined, as `max`: it goes on, and nobody knows how far it is. */
  value: number | undefined;
  max: number | undefined;
  /** Words that say the same: "Question 7 of 24". */
  label: string;
  /** At the inline end of the words, e.g. "Saved on this phone". */
  aside?: ComponentChildren;
}

export function Progress({ value, max, label, aside }: ProgressProps) {
  return (
    <div class="progress">
      <div class="progress-words">
        <span aria-hidden="true">{label}</span>
        {aside !== undefined && <span class="progress-aside">{aside}</span>}
      </div>
      <progress class="progress-bar" value={value} max={max} aria-label={label}>
        {label}
      </progress>
    </div>
  );
}
