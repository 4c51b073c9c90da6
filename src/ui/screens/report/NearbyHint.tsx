import type { PlaceSummary } from '../../../app/index.ts';
import type { Choice } from '../../../domain/form/definition.ts';
import type { Near } from '../../../domain/mobility/distance.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { translated } from '../../translated.tsx';
import { iconOf } from './kinds.ts';

/** The same kind was reported within a few steps: perhaps by her, perhaps yesterday by somebody else. */
export function NearbyHint({
  same,
  kind,
}: {
  same: readonly Near<PlaceSummary>[];
  kind: Choice | undefined;
}) {
  const { t, number, date, language } = useT();
  if (same.length === 0) return null;
  return (
    <Notice tone="info" icon="circle-help" title={t('report:nearby.title')} live="polite">
      <ul class="nearby">
        {same.map(({ point, metres }) => (
          <li key={point.id}>
            <Icon name={iconOf(kind)} />
            <span>
              <strong>{translated(kind?.label, language).words}</strong>
              {', '}
              {t('report:nearby.away', { metres: number(metres, 0), date: date(point.at) })}
              {point.isOwn && ` (${t('report:nearby.own')})`}
            </span>
          </li>
        ))}
      </ul>
      {t('report:nearby.text')}
    </Notice>
  );
}
