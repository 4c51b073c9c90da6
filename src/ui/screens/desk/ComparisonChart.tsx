import type { LabelledComparison, Results } from '../../../domain/analysis/results.ts';
import { Axis } from '../../charts/Axis.tsx';
import { ComparisonPlot } from '../../charts/ComparisonPlot.tsx';
import { Legend } from '../../charts/Legend.tsx';
import { useT } from '../../language.ts';
import { translated } from '../../translated.tsx';
import { Points } from './Points.tsx';

interface ComparisonChartProps {
  results: Results;
  /** The question that the segments are compared on. */
  question: string;
  onQuestion: (question: string) => void;
  onExplain: (comparison: LabelledComparison) => void;
}

/** A row a question: its name chooses it, the drawing shows both rounds, the difference opens how it was computed. */
export function ComparisonChart({ results, question, onQuestion, onExplain }: ComparisonChartProps) {
  const { t, language } = useT();
  return (
    <figure class="comparison-chart">
      <ul class="comparison-rows">
        {results.comparisons.map((comparison) => (
          <Row
            key={comparison.question}
            comparison={comparison}
            isChosen={comparison.question === question}
            onChoose={() => onQuestion(comparison.question)}
            onExplain={() => onExplain(comparison)}
          />
        ))}
      </ul>
      <div class="comparison-row comparison-axis">
        <span class="comparison-name" />
        <Axis />
        <span class="comparison-difference">{t('desk:results.difference')}</span>
      </div>
      <figcaption>
        <Legend
          baseline={translated(results.baseline.title, language).words}
          endline={translated(results.endline.title, language).words}
          hasIntervals={results.comparisons.some(({ difference }) => difference !== null)}
        />
      </figcaption>
    </figure>
  );
}

interface RowProps {
  comparison: LabelledComparison;
  isChosen: boolean;
  onChoose: () => void;
  onExplain: () => void;
}

function Row({ comparison, isChosen, onChoose, onExplain }: RowProps) {
  const { t, language } = useT();
  const label = translated(comparison.label, language);
  const { difference } = comparison;
  const how = `${label.words}: ${t('desk:results.how')}`;
  return (
    <li class={isChosen ? 'comparison-row comparison-row-chosen' : 'comparison-row'}>
      <button
        type="button"
        class="comparison-name"
        lang={label.lang}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        {label.words}
        <Numbers comparison={comparison} />
      </button>
      <ComparisonPlot comparison={comparison} />
      <button type="button" class="comparison-difference" title={how} onClick={onExplain}>
        <Points difference={difference} />
        <span class="visually-hidden">{how}</span>
        {comparison.isSmall && <span class="comparison-few">{t('desk:results.fewShort')}</span>}
      </button>
    </li>
  );
}

/** What the drawing shows, for a screen reader. */
function Numbers({ comparison: { baseline, endline } }: { comparison: LabelledComparison }) {
  const { percent } = useT();
  const shares = [baseline.share, endline.share].map((share) => (share === null ? '–' : percent(share)));
  return <span class="visually-hidden">: {shares.join(' → ')}</span>;
}
