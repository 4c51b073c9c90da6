import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { FileButton } from '../../parts/FileButton.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { questionId } from '../ids.ts';
import { QuestionFrame } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { fileIn, useKeeping, withRefusal } from './media.ts';

/** Any file of the phone. */
export function FileQuestion(props: QuestionProps) {
  const { path, value, onAnswer, onFile, readOnly } = props;
  const { t, bytes } = useT();
  const { isBusy, refused, keep } = useKeeping(onFile);
  const file = fileIn(value);
  return (
    <QuestionFrame {...withRefusal(props, refused)} labels="group">
      {isBusy && <Busy label={t('extended:file.keeping')} />}
      {file !== undefined && (
        <p class="file-kept">
          <Icon name="file" />
          <bdi>{file.name ?? t('extended:file.unnamed')}</bdi>
          <span class="soft small">{bytes(file.bytes)}</span>
        </p>
      )}
      {!readOnly && (
        <FileButton
          id={questionId(path)}
          label={t(file === undefined ? 'extended:file.choose' : 'extended:file.another')}
          icon="paperclip"
          accept="*/*"
          kind={file === undefined ? 'primary' : 'secondary'}
          disabled={isBusy}
          onFile={(chosen) => void keep(chosen)}
        />
      )}
      {file === undefined && !readOnly && <p class="soft small">{t('extended:file.longest')}</p>}
      {file !== undefined && !readOnly && (
        <Button kind="quiet" icon="trash" onClick={() => onAnswer(undefined)}>
          {t('extended:file.remove')}
        </Button>
      )}
    </QuestionFrame>
  );
}
