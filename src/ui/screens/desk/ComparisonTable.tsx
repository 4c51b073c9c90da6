import './tables.css';
import type { RoundShare } from '../../../domain/analysis/compare.ts';
import type { LabelledComparison, Results } from '../../../domain/analysis/results.ts';
import { useT } from '../../language.ts';
import { IconButton } from '../../parts/IconButton.tsx';
import { Said, translated } from '../../translated.tsx';
import { isolated } from './change.ts';
import { useSigned } from './useSigned.ts';

interface ComparisonTableProps {
  results: Results;
  onExplain: (comparison: LabelledComparison) => void;
}

/** The chart's numbers as words and digits. */
export function ComparisonTable({ results, onExplain }: ComparisonTableProps) {
  const { t, language } = useT();
  return (
    <div class="table-room">
      <table class="desk-table comparison-table">
        <thead>
          <tr>
            <th scope="col">{t('desk:results.question')}</th>
            <th scope="col">
              <Said text={results.baseline.title} />
            </th>
            <th scope="col">
              <Said text={results.endline.title} />
            </th>
            <th scope="col">
              {t('desk:results.difference')} <span class="soft small">({t('desk:results.points')})</span>
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {results.comparisons.map((comparison) => (
            <tr key={comparison.question}>
              <th scope="row">
                <Said text={comparison.label} />
              </th>
              <ShareCell round={comparison.baseline} />
              <ShareCell round={comparison.endline} />
              <DifferenceCell comparison={comparison} />
              <td>
                <IconButton
                  icon="circle-help"
                  label={`${t('desk:results.how')} ${translated(comparison.label, language).words}`}
                  onClick={() => onExplain(comparison)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ShareCell({ round: { share, interval, yes, n } }: { round: RoundShare }) {
  const { t, percent, number } = useT();
  if (share === null || interval === null) return <td>–</td>;
  const range = { lower: isolated(percent(interval.lower)), upper: isolated(percent(interval.upper)) };
  return (
    <td>
      <b>
        <bdi>{percent(share)}</bdi>
      </b>
      <span class="cell-range">{t('desk:results.range', range)}</span>
      <span class="cell-range">{t('desk:results.share', { yes: number(yes), n: number(n) })}</span>
    </td>
  );
}

function DifferenceCell({ comparison: { difference } }: { comparison: LabelledComparison }) {
  const { t } = useT();
  const signed = useSigned();
  if (difference === null) return <td>–</td>;
  const range = { lower: signed(difference.lower), upper: signed(difference.upper) };
  return (
    <td>
      <b>{signed(difference.difference)}</b>
      <span class="cell-range">{t('desk:results.range', range)}</span>
    </td>
  );
}
