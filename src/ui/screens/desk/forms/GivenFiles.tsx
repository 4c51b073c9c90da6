import { useState } from 'preact/hooks';
import type { ChosenFile, FormReport } from '../../../../app/index.ts';
import { useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import { IconButton } from '../../../parts/IconButton.tsx';
import { isolated } from '../../../translated.tsx';
import { ChooseFiles } from './ChooseFiles.tsx';
import { useDrop } from './useDrop.ts';

interface GivenFilesProps {
  chosen: readonly ChosenFile[];
  report: FormReport | undefined;
  onFiles: (files: readonly File[]) => void;
  onRemove: (name: string) => void;
  onClear: () => void;
}

/** What was given so far; it takes more, and mended ones. */
export function GivenFiles({ chosen, report, onFiles, onRemove, onClear }: GivenFilesProps) {
  const { t, bytes } = useT();
  const [isOver, setOver] = useState(false);
  const drop = useDrop(onFiles, setOver);
  return (
    <section class={isOver ? 'given drop-zone-over' : 'given'} {...drop} aria-labelledby="given-title">
      <h2 id="given-title" class="visually-hidden">
        {t('xlsform:import.addTitle')}
      </h2>
      <ul class="given-files">
        {chosen.map(({ file }) => (
          <li key={file.name} class={file.name === report?.fileName ? 'given-file given-form' : 'given-file'}>
            <Icon name={file.name === report?.fileName ? 'clipboard-list' : 'paperclip'} />
            <bdi>{file.name}</bdi>
            <bdi class="soft small">{bytes(file.size)}</bdi>
            <IconButton
              icon="x"
              label={t('xlsform:import.remove', { name: isolated(file.name) })}
              onClick={() => onRemove(file.name)}
            />
          </li>
        ))}
      </ul>
      <div class="given-actions">
        <ChooseFiles label={t('xlsform:import.add')} onFiles={onFiles} />
        <Button kind="quiet" icon="rotate-ccw" onClick={onClear}>
          {t('xlsform:import.clear')}
        </Button>
        <span class="soft small">{t('xlsform:import.addText')}</span>
      </div>
    </section>
  );
}
