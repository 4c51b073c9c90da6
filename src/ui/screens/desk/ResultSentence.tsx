import { FEW } from '../../../domain/analysis/compare.ts';
import type { Difference } from '../../../domain/analysis/difference.ts';
import type { LabelledComparison } from '../../../domain/analysis/results.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { translated } from '../../translated.tsx';
import { changeOf, isolated, ofHundred } from './change.ts';
import { useSigned } from './useSigned.ts';

/** The chosen question's change in one sentence, and a caution where few people answered. */
export function ResultSentence({ comparison }: { comparison: LabelledComparison }) {
  const { t, number, language } = useT();
  const label = translated(comparison.label, language).words;
  return (
    <div class="result-sentence" role="status">
      {comparison.difference === null ? (
        <p>
          <b>{t('desk:results.notYet', { label })}</b> {t('desk:results.notYetText')}
        </p>
      ) : (
        <Changed difference={comparison.difference} label={label} />
      )}
      {comparison.isSmall && (
        <p class="result-caution">
          <Icon name="triangle-alert" />
          {t('desk:results.few', { number: number(FEW) })}
        </p>
      )}
    </div>
  );
}

function Changed({ difference, label }: { difference: Difference; label: string }) {
  const { t, number } = useT();
  const signed = useSigned();
  const change = changeOf(difference);
  if (change === 'unclear') {
    const range = { lower: signed(difference.lower), upper: signed(difference.upper) };
    return (
      <p>
        <b>{t('desk:results.unclear', { label })}</b> {t('desk:results.unclearBetween', range)}
      </p>
    );
  }
  const points = (share: number): string => isolated(number(Math.abs(ofHundred(share))));
  const [near, far] =
    change === 'more' ? [difference.lower, difference.upper] : [difference.upper, difference.lower];
  return (
    <p>
      <b>{t(`desk:results.${change}`, { count: points(difference.difference), label })}</b>{' '}
      {t('desk:results.between', { lower: points(near), upper: points(far) })}
    </p>
  );
}
