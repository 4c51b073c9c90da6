import { useState } from 'preact/hooks';
import type { Trouble } from '../../../domain/result.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { FileButton } from '../../parts/FileButton.tsx';
import type { ReportInHand } from './useReport.ts';

/** Opens the phone's camera. Whatever keeps a photo from coming is said, with the other way to one. */
export function PhotoButton({ report }: { report: ReportInHand }) {
  const app = useApp();
  const { t } = useT();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const take = async (file: Blob): Promise<void> => {
    setRefused(null);
    setBusy(true);
    const added = await report.addPhoto(file);
    setBusy(false);
    if (!added.ok) setRefused(added);
  };
  const explain = async (): Promise<void> => {
    if ((await app.cameraAccess()) === 'refused') setRefused({ ok: false, why: 'camera-refused' });
  };
  const has = report.photo !== undefined;
  return (
    <>
      <FileButton
        label={t(has ? 'report:photo.again' : 'report:photo.take')}
        icon="camera"
        accept="image/*"
        camera="environment"
        disabled={isBusy}
        onFile={(file) => void take(file)}
        onCancel={() => void explain()}
      />
      <p class="visually-hidden" role="status">
        {isBusy ? t('report:photo.preparing') : has ? t('report:photo.kept') : ''}
      </p>
      <PhotoTrouble refused={refused} onClose={() => setRefused(null)} onFile={take} />
    </>
  );
}

interface PhotoTroubleProps {
  refused: Trouble | null;
  onClose: () => void;
  onFile: (file: Blob) => Promise<void>;
}

function PhotoTrouble({ refused, onClose, onFile }: PhotoTroubleProps) {
  const { t, trouble } = useT();
  return (
    <Dialog
      title={t('report:photo.take')}
      open={refused !== null}
      onClose={onClose}
      shape="sheet"
      actions={
        <>
          <Button onClick={onClose}>{t('common:action.close')}</Button>
          <FileButton
            label={t('extended:image.choose')}
            icon="image"
            accept="image/*"
            onFile={(file) => void onFile(file)}
          />
        </>
      }
    >
      {refused && <p role="alert">{trouble(refused.why, refused.words)}</p>}
    </Dialog>
  );
}
