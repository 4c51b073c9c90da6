import { useRef, useState } from 'preact/hooks';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import type { MiniMapHandle } from '../../../map/mini/index.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { PinPad } from './PinPad.tsx';
import { ReportMap, type ReportMapProps } from './ReportMap.tsx';

interface PinScreenProps extends Pick<ReportMapProps, 'inHand' | 'places' | 'start' | 'own'> {
  form: FormDefinition;
  onBack: () => void;
}

/** A larger map and every way to put the pin; what is under the crosshair when she goes back is the place. */
export function PinScreen({ form, onBack, ...map }: PinScreenProps) {
  const { t } = useT();
  const handle = useRef<MiniMapHandle | null>(null);
  const { inHand, places, own } = map;
  const [isRefused, setRefused] = useState(false);
  const isNowhere = inHand.place === undefined && inHand.fix === null;
  const use = (): void => {
    // Where the map happened to begin is nobody's place.
    if (isNowhere) {
      setRefused(true);
      return;
    }
    // She looked and it was right already: that too is a place by hand.
    if (inHand.place === undefined && inHand.fix !== null) inHand.put(inHand.fix);
    onBack();
  };
  return (
    <Screen
      title={t('report:pin.title')}
      back={onBack}
      banner={
        <div class="pin-map">
          <ReportMap {...map} handle={handle} />
        </div>
      }
      bottom={
        <Button kind="primary" iconEnd="check" onClick={use}>
          {t('report:pin.use')}
        </Button>
      }
    >
      {isRefused && isNowhere && <Notice tone="attention" title={t('report:pin.nowhere')} live="assertive" />}
      <PinPad
        map={handle}
        place={inHand.place}
        places={places.filter((place) => place.id !== own)}
        form={form}
        onPlace={inHand.take}
        onMine={inHand.fix === null ? undefined : inHand.mine}
      />
    </Screen>
  );
}
