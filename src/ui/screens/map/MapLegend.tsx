import { VALENCES } from '../../../domain/mobility/kinds.ts';
import { useT } from '../../language.ts';
import { PlaceMark } from './PlaceMark.tsx';

export function MapLegend() {
  const { t } = useT();
  return (
    <div class="map-legend" role="note" aria-label={t('report:map.legend')}>
      {VALENCES.map((valence) => (
        <span class="map-legend-sign" key={valence}>
          <PlaceMark valence={valence} isOwn />
          {t(`report:valence.${valence}`)}
        </span>
      ))}
      <span>{t('report:map.own')}</span>
      <span>{t('report:map.other')}</span>
      <span>{t('report:map.attribution')}</span>
    </div>
  );
}
