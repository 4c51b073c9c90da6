import { useState } from 'preact/hooks';
import { useT } from '../../../language.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { ChooseFiles } from './ChooseFiles.tsx';
import { useDrop } from './useDrop.ts';

/** Takes a form and its files, dropped or chosen: dropping is quicker, and nothing needs it. */
export function DropZone({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useT();
  const [isOver, setOver] = useState(false);
  const drop = useDrop(onFiles, setOver);
  return (
    <section class={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'} {...drop}>
      <Icon name="file-up" size="large" />
      <h2>{t('xlsform:import.dropTitle')}</h2>
      <p>{t('xlsform:import.dropText')}</p>
      <ChooseFiles kind="primary" label={t('xlsform:import.choose')} onFiles={onFiles} />
    </section>
  );
}
