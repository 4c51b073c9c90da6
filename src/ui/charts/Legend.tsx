import { LEVEL } from '../../domain/analysis/proportion.ts';
import { useT } from '../language.ts';

interface LegendProps {
  baseline: string;
  endline: string;
  hasIntervals: boolean;
}

/** The marks as they are drawn, with the names of the rounds. */
export function Legend({ baseline, endline, hasIntervals }: LegendProps) {
  const { t, percent } = useT();
  return (
    <ul class="legend" aria-label={t('desk:results.legend')}>
      <li>
        <Mark looks="plot-baseline" />
        <span>{baseline}</span>
      </li>
      <li>
        <Mark looks="plot-endline" />
        <b>{endline}</b>
      </li>
      {hasIntervals && (
        <li>
          <svg class="legend-mark legend-line" aria-hidden="true" focusable="false">
            <g class="plot-endline">
              <line x1="2" x2="30" y1="12" y2="12" />
            </g>
          </svg>
          <span>{t('desk:results.interval', { level: `\u2068${percent(LEVEL)}\u2069` })}</span>
        </li>
      )}
    </ul>
  );
}

function Mark({ looks }: { looks: string }) {
  return (
    <svg class="legend-mark" aria-hidden="true" focusable="false">
      <g class={looks}>
        <circle cx="12" cy="12" r="6" />
      </g>
    </svg>
  );
}
