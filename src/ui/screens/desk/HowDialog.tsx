import type { ComponentChildren } from 'preact';
import type { RoundShare } from '../../../domain/analysis/compare.ts';
import type { LabelledComparison, Results, RoundFacts } from '../../../domain/analysis/results.ts';
import { useT } from '../../language.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Said, translated } from '../../translated.tsx';
import { isolated } from './change.ts';
import { HowDifference, HowSame } from './HowSame.tsx';
import { useLevel } from './useLevel.ts';

interface HowDialogProps {
  results: Results;
  /** null: closed */
  comparison: LabelledComparison | null;
  onClose: () => void;
}

/** Everything that a number of the results page is made of, so that another person could compute it again. */
export function HowDialog({ results, comparison, onClose }: HowDialogProps) {
  const { t, language } = useT();
  return (
    <Dialog title={t('desk:how.title')} open={comparison !== null} onClose={onClose}>
      {comparison && (
        <div class="how">
          <p>
            <b>
              <Said text={comparison.label} />
            </b>
            {results.segment && (
              <>
                {' · '}
                {t('desk:how.segment', { segment: translated(results.segment.label, language).words })}
              </>
            )}
          </p>
          <dl class="facts">
            <HowFact name={t('desk:how.counts')}>
              <code>
                {comparison.question} = {comparison.counts.join(', ')}
              </code>
            </HowFact>
          </dl>
          <Round facts={results.baseline} round={comparison.baseline} />
          <Round facts={results.endline} round={comparison.endline} />
          <HowSame same={comparison.same} />
          <HowDifference results={results} comparison={comparison} />
        </div>
      )}
    </Dialog>
  );
}

export function HowFact({ name, children }: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

function Round({ facts, round }: { facts: RoundFacts; round: RoundShare }) {
  const { t, number, percent } = useT();
  const level = useLevel();
  const { interval, share } = round;
  return (
    <section>
      <h3>
        <Said text={facts.title} />
      </h3>
      <dl class="facts">
        <HowFact name={t('desk:how.persons')}>{number(round.persons)}</HowFact>
        <HowFact name={t('desk:how.answered')}>{number(round.n)}</HowFact>
        <HowFact name={t('desk:how.missing')}>{number(round.missing)}</HowFact>
        <HowFact name={t('desk:how.yes')}>{number(round.yes)}</HowFact>
        <HowFact name={t('desk:how.share')}>
          {share === null ? t('desk:how.notComputable') : percent(share, 1)}
        </HowFact>
        {interval && (
          <HowFact name={t('desk:how.wilson', { level })}>
            {t('desk:results.range', {
              lower: isolated(percent(interval.lower, 1)),
              upper: isolated(percent(interval.upper, 1)),
            })}
          </HowFact>
        )}
        {facts.rejected > 0 && <HowFact name={t('desk:how.rejected')}>{number(facts.rejected)}</HowFact>}
        {facts.repeated > 0 && <HowFact name={t('desk:how.repeated')}>{number(facts.repeated)}</HowFact>}
      </dl>
    </section>
  );
}
