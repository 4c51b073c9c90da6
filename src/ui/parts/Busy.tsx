import './Button.css';
import './Busy.css';
import { useT } from '../language.ts';

/** Something is being fetched or read; the words appear after a moment, so that quick work does not flicker. */
export function Busy({ label }: { label?: string | undefined }) {
  const { t } = useT();
  return (
    <div class="busy" role="status">
      <span class="spinner" aria-hidden="true" />
      <span>{label ?? t('common:loading')}</span>
    </div>
  );
}
