import './charts.css';
import type { Comparison, RoundShare } from '../../domain/analysis/compare.ts';
import { useIsRightToLeft } from './direction.ts';

/** How far the baseline's line lies above the middle of the row, and the endline's under it. */
const APART_PX = 8;
const RADIUS_PX = 6;
const GRID = [0, 0.25, 0.5, 0.75, 1];

/**
 * Two shares on a line from 0 to 100 %, with their intervals where they can be compared. A drawing only: the numbers
 * stand beside it.
 */
export function ComparisonPlot({ comparison }: { comparison: Comparison }) {
  const isRightToLeft = useIsRightToLeft();
  const hasIntervals = comparison.difference !== null;
  const at = (share: number): string => `${(isRightToLeft ? 1 - share : share) * 100}%`;
  return (
    <div class="plot-room">
      <svg class="plot" aria-hidden="true" focusable="false">
        {GRID.map((share) => (
          <line key={share} class="plot-grid" x1={at(share)} x2={at(share)} y1="0" y2="100%" />
        ))}
        <Share {...{ at, hasIntervals }} round={comparison.baseline} y={-APART_PX} looks="plot-baseline" />
        <Share {...{ at, hasIntervals }} round={comparison.endline} y={APART_PX} looks="plot-endline" />
      </svg>
    </div>
  );
}

interface ShareProps {
  round: RoundShare;
  at: (share: number) => string;
  hasIntervals: boolean;
  y: number;
  looks: string;
}

function Share({ round: { share, interval }, at, hasIntervals, y, looks }: ShareProps) {
  if (share === null || interval === null) return null;
  return (
    <g class={looks} transform={`translate(0 ${y})`}>
      {hasIntervals && <line x1={at(interval.lower)} x2={at(interval.upper)} y1="50%" y2="50%" />}
      <circle cx={at(share)} cy="50%" r={RADIUS_PX} />
    </g>
  );
}
