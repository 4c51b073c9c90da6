import './results.css';
import { useState } from 'preact/hooks';
import type {
  Results as Found,
  LabelledComparison,
  ResultsChoice,
} from '../../../domain/analysis/results.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { translated } from '../../translated.tsx';
import { ComparisonChart } from './ComparisonChart.tsx';
import { ComparisonTable } from './ComparisonTable.tsx';
import { isolated } from './change.ts';
import { DeskScreen } from './DeskScreen.tsx';
import { useDesk } from './deskContext.ts';
import { HowDialog } from './HowDialog.tsx';
import { ResultSentence } from './ResultSentence.tsx';
import { Segments } from './Segments.tsx';
import { useLevel } from './useLevel.ts';

/** What changed between the rounds, for everybody or one segment, and how each number came about. */
export function Results() {
  const desk = useDesk();
  const { t, language } = useT();
  const [choice, setChoice] = useState<ResultsChoice>({});
  const results = useLive(() => desk.results(choice), [desk, JSON.stringify(choice)]);
  if (results === undefined) {
    return (
      <DeskScreen tab="results">
        <Busy />
      </DeskScreen>
    );
  }
  if (results === null || results.baseline.persons + results.endline.persons === 0) {
    return (
      <DeskScreen tab="results">
        <EmptyState icon="chart-column" title={t('desk:results.none')}>
          {t('desk:results.noneText')}
        </EmptyState>
      </DeskScreen>
    );
  }
  const baseline = translated(results.baseline.title, language).words;
  const endline = translated(results.endline.title, language).words;
  return (
    <DeskScreen tab="results" title={t('desk:results.changed', { baseline, endline })}>
      <div class="results">
        <Shown results={results} choice={choice} onChoice={setChoice} />
        <Segments results={results} onChoice={setChoice} />
      </div>
    </DeskScreen>
  );
}

interface ShownProps {
  results: Found;
  choice: ResultsChoice;
  onChoice: (choice: ResultsChoice) => void;
}

export function Shown({ results, choice, onChoice }: ShownProps) {
  const { t } = useT();
  const [explained, setExplained] = useState<LabelledComparison | null>(null);
  const [hasTable, setTable] = useState(false);
  const question = results.chosen.question;
  const shown = results.comparisons.find((one) => one.question === question) ?? results.chosen;
  const isComparable = results.comparisons.some(({ difference }) => difference !== null);
  return (
    <section class="results-main">
      <About results={results} isComparable={isComparable} />
      {!isComparable && <NothingYet />}
      <ComparisonChart
        results={results}
        question={question}
        onQuestion={(next) => onChoice({ ...choice, question: next })}
        onExplain={setExplained}
      />
      {isComparable && <ResultSentence comparison={shown} />}
      <div class="results-actions">
        <Button icon="table" onClick={() => setTable(!hasTable)}>
          {hasTable ? t('desk:results.hideTable') : t('desk:results.table')}
        </Button>
        <Button icon="circle-help" onClick={() => setExplained(shown)}>
          {t('desk:results.how')}
        </Button>
      </div>
      {hasTable && <ComparisonTable results={results} onExplain={setExplained} />}
      <HowDialog results={results} comparison={explained} onClose={() => setExplained(null)} />
    </section>
  );
}

/** Before there is anything to compare, that is what she needs to know first. */
function NothingYet() {
  const { t } = useT();
  return (
    <div class="result-sentence" role="status">
      <p>
        <b>{t('desk:results.noneYet')}</b> {t('desk:results.notYetText')}
      </p>
    </div>
  );
}

interface AboutProps {
  results: Found;
  isComparable: boolean;
}

function About({ results: { shown, segment, baseline, endline }, isComparable }: AboutProps) {
  const level = useLevel();
  const { t, number, language } = useT();
  const persons = (count: number) => isolated(t('desk:results.persons', { count, number: number(count) }));
  return (
    <p class="soft">
      {segment && (
        <b class="results-only">
          {t('desk:results.only', { segment: translated(segment.label, language).words })}
          {t('common:separator')}
        </b>
      )}
      {t('desk:results.about', {
        baseline: isolated(translated(baseline.title, language).words),
        before: persons(shown.baseline),
        endline: isolated(translated(endline.title, language).words),
        after: persons(shown.endline),
        both: number(shown.inBoth),
      })}
      {isComparable && t('common:separator') + t('desk:results.aboutIntervals', { level })}
    </p>
  );
}
