import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { isRough } from './place.ts';
import type { PlaceInHand } from './usePlace.ts';

/** What stands between her and a good place, and the way around it; nothing when all is well. It never blocks. */
export function PlaceNotice({ inHand, onPin }: { inHand: PlaceInHand; onPin: () => void }) {
  const { t, trouble } = useT();
  const { place, sight } = inHand;
  const byHand = (
    <Button icon="crosshair" onClick={onPin}>
      {t('report:pin.move')}
    </Button>
  );
  if (place === undefined && sight.state === 'refused') {
    return <Notice tone="attention" title={trouble('location-refused')} actions={byHand} live="polite" />;
  }
  if (place === undefined && sight.state === 'unavailable') {
    return (
      <Notice tone="attention" title={t('report:gps.notFound')} actions={byHand} live="polite">
        {t('report:gps.byHand')}
      </Notice>
    );
  }
  if (!isRough(place)) return null;
  return (
    <Notice tone="attention" title={t('report:gps.rough')} live="polite">
      {t('report:gps.roughText')}
    </Notice>
  );
}
