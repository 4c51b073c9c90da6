import { useState } from 'preact/hooks';
import type { Geopoint } from '../../domain/answer.ts';
import { useT } from '../language.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { TextInput } from '../parts/TextInput.tsx';
import { degrees, typedPoint } from './position.ts';

interface CoordinateFieldsProps {
  id: string;
  point: Geopoint | undefined;
  onPoint: (point: Geopoint) => void;
}

/** The last way to give a place: without a signal, without leave, or from a paper. */
export function CoordinateFields({ id, point, onPoint }: CoordinateFieldsProps) {
  const { t } = useT();
  const [latitude, setLatitude] = useState(point?.lat.toFixed(5) ?? '');
  const [longitude, setLongitude] = useState(point?.lon.toFixed(5) ?? '');
  const [isTried, setTried] = useState(false);
  const error = (typed: string, limit: 90 | 180) =>
    isTried && degrees(typed, limit) === undefined ? t(`extended:geopoint.degrees${limit}`) : undefined;
  const use = () => {
    const typed = typedPoint(latitude, longitude);
    setTried(true);
    if (typed !== undefined) onPoint(typed);
  };
  return (
    <div class="stack">
      <Field id={`${id}-lat`} label={t('extended:geopoint.latitude')} error={error(latitude, 90)}>
        <TextInput value={latitude} onInput={setLatitude} inputMode="text" dir="ltr" autocomplete="off" />
      </Field>
      <Field id={`${id}-lon`} label={t('extended:geopoint.longitude')} error={error(longitude, 180)}>
        <TextInput value={longitude} onInput={setLongitude} inputMode="text" dir="ltr" autocomplete="off" />
      </Field>
      <Button icon="check" onClick={use}>
        {t('extended:geopoint.use')}
      </Button>
    </div>
  );
}
