import { useState } from 'preact/hooks';
import type { MediaReference } from '../../../domain/answer.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Photo } from '../../parts/Photo.tsx';

/** The photo she took, small on the map; a tap shows it large and lets her take it back. */
export function ReportPhoto({ photo, onRemove }: { photo: MediaReference; onRemove: () => void }) {
  const work = useWork();
  const { t } = useT();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const remove = () => {
    close();
    onRemove();
  };
  return (
    <>
      <button type="button" class="thumb" aria-label={t('report:photo.look')} onClick={() => setOpen(true)}>
        <Photo photo={photo} load={work.photo} alt="" />
      </button>
      <Dialog
        title={t('report:photo.title')}
        open={isOpen}
        onClose={close}
        actions={
          <>
            <Button kind="primary" onClick={close}>
              {t('common:action.close')}
            </Button>
            <Button kind="danger" icon="trash" onClick={remove}>
              {t('report:photo.remove')}
            </Button>
          </>
        }
      >
        <Photo photo={photo} load={work.photo} alt={t('report:photo.alt')} />
      </Dialog>
    </>
  );
}
