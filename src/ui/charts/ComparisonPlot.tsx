import './charts.css';
import type { Comparison, RoundShare } from '../../domain/analysis/compare.ts';
import { useIsRightToLeft } from './direction.ts';

/** Heights of the two lines in a row, and of the row, in px. */
const BASELINE_Y = 15;
const ENDLINE_Y = 31;
const ROW_PX = 46;
const RADIUS_PX = 6;
const GRID = [0, 0.25, 0.5, 0.75, 1];

/** Two shares with their intervals on a line from 0 to 100 %. A drawing only: the numbers stand beside it. */
export function ComparisonPlot({ comparison }: { comparison: Comparison }) {
  const isRightToLeft = useIsRightToLeft();
  const at = (share: number): string => `${(isRightToLeft ? 1 - share : share) * 100}%`;
  return (
    <svg class="plot" height={ROW_PX} aria-hidden="true" focusable="false">
      {GRID.map((share) => (
        <line key={share} class="plot-grid" x1={at(share)} x2={at(share)} y1={0} y2={ROW_PX} />
      ))}
      <Share round={comparison.baseline} at={at} y={BASELINE_Y} looks="plot-baseline" />
      <Share round={comparison.endline} at={at} y={ENDLINE_Y} looks="plot-endline" />
    </svg>
  );
}

interface ShareProps {
  round: RoundShare;
  at: (share: number) => string;
  y: number;
  looks: string;
}

function Share({ round: { share, interval }, at, y, looks }: ShareProps) {
  if (share === null || interval === null) return null;
  return (
    <g class={looks}>
      <line x1={at(interval.lower)} x2={at(interval.upper)} y1={y} y2={y} />
      <circle cx={at(share)} cy={y} r={RADIUS_PX} />
    </g>
  );
}
