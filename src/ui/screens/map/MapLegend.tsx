import { VALENCES } from '../../../domain/mobility/kinds.ts';
import { useT } from '../../language.ts';
import { PlaceMark } from './PlaceMark.tsx';

/** @param isShared own reports and those of others are told apart by their filling */
export function MapLegend({ isShared }: { isShared: boolean }) {
  const { t } = useT();
  return (
    <div class="map-legend" role="note" aria-label={t('report:map.legend')}>
      {VALENCES.map((valence) => (
        <span class="map-legend-sign" key={valence}>
          <PlaceMark valence={valence} isFilled />
          {t(`report:valence.${valence}`)}
        </span>
      ))}
      {isShared && <span>{t('report:map.own')}</span>}
      {isShared && <span>{t('report:map.other')}</span>}
      <span>{t('report:map.attribution')}</span>
    </div>
  );
}
