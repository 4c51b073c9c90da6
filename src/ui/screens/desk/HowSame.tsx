import type { SamePersons } from '../../../domain/analysis/compare.ts';
import type { LabelledComparison, Results } from '../../../domain/analysis/results.ts';
import { useT } from '../../language.ts';
import { translated } from '../../translated.tsx';
import { isolated } from './change.ts';
import { HowFact } from './HowDialog.tsx';
import { useLevel } from './useLevel.ts';

/** How the persons of both rounds changed their answer. */
export function HowSame({ same }: { same: SamePersons }) {
  const { t, number } = useT();
  return (
    <section>
      <h3>{t('desk:how.sameTitle')}</h3>
      <dl class="facts">
        <HowFact name={t('desk:how.same')}>{number(same.n)}</HowFact>
        <HowFact name={t('desk:how.gained')}>{number(same.noYes)}</HowFact>
        <HowFact name={t('desk:how.lost')}>{number(same.yesNo)}</HowFact>
        <HowFact name={t('desk:how.phi')}>{number(same.phi, 3)}</HowFact>
        <HowFact name={t('desk:how.mcnemar')}>
          <Chance p={same.mcnemar.midP} />
        </HowFact>
      </dl>
    </section>
  );
}

/** Mathematics reads from left to right in every language. */
const FORMULA = [
  'r = φ · m / √(n₁ · n₂)',
  'lower = d − √((p₂−l₂)² − 2r(p₂−l₂)(u₁−p₁) + (u₁−p₁)²)',
  'upper = d + √((u₂−p₂)² − 2r(u₂−p₂)(p₁−l₁) + (p₁−l₁)²)',
].join('\n');

export function HowDifference({ results, comparison }: { results: Results; comparison: LabelledComparison }) {
  const { t, number, language } = useT();
  const level = useLevel();
  const { difference, test } = comparison;
  const rounds = {
    baseline: translated(results.baseline.title, language).words,
    endline: translated(results.endline.title, language).words,
  };
  const points = (share: number): string => isolated(`\u200e${number(share * 100, 1)}`);
  return (
    <section>
      <h3>{t('desk:how.differenceTitle')}</h3>
      <dl class="facts">
        <HowFact name={t('desk:how.difference', rounds)}>
          {difference === null ? t('desk:how.notComputable') : points(difference.difference)}
        </HowFact>
        {difference && (
          <>
            <HowFact name={t('desk:how.newcombe', { level })}>
              {t('desk:results.range', { lower: points(difference.lower), upper: points(difference.upper) })}
            </HowFact>
            <HowFact name="r">{number(difference.correlation, 3)}</HowFact>
          </>
        )}
        {test && (
          <HowFact name={t('desk:how.test')}>
            <Chance p={test.p} />
          </HowFact>
        )}
      </dl>
      <p class="small">{t('desk:how.formulaText')}</p>
      <pre class="formula" dir="ltr">
        {FORMULA}
      </pre>
      <p class="small soft">{t('desk:how.assumes')}</p>
      <p class="small soft">{t('desk:how.source')}</p>
    </section>
  );
}

/** Nobody needs to tell 0.00002 from 0.00004. */
const CHANCE_SHOWN_MIN = 0.001;

function Chance({ p }: { p: number }) {
  const { number } = useT();
  return p < CHANCE_SHOWN_MIN ? `\u200e< ${number(CHANCE_SHOWN_MIN, 3)}` : number(p, 3);
}
