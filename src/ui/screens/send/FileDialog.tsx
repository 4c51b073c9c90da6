import { useEffect, useState } from 'preact/hooks';
import type { PhoneFile } from '../../../app/index.ts';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Notice } from '../../parts/Notice.tsx';

interface MadeFile extends PhoneFile {
  /** Object URL of the blob. */
  url: string;
}

/** The last resort: everything on this phone as a file that can be carried by hand. */
export function FileDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useT();
  const { file, isMaking, hasFailed, make } = useFile(open);
  return (
    <Dialog
      title={t('more:send.fileTitle')}
      open={open}
      onClose={onClose}
      actions={
        file === null ? (
          <Button kind="primary" icon="file-down" busy={isMaking} onClick={make}>
            {t(isMaking ? 'more:send.fileMaking' : 'more:send.fileMake')}
          </Button>
        ) : (
          <FileActions file={file} />
        )
      }
    >
      <div class="stack">
        <p>{t('more:send.fileText')}</p>
        <p>{t('more:send.fileReaders')}</p>
        {hasFailed && <Notice tone="trouble" title={t('more:send.fileFailed')} live="assertive" />}
        {file && <Made file={file} />}
      </div>
    </Dialog>
  );
}

function Made({ file }: { file: MadeFile }) {
  const { t, number, bytes } = useT();
  const count = file.records;
  return (
    <Notice
      tone="ready"
      icon="file"
      title={t('more:send.fileReady', { count, n: number(count) })}
      live="polite"
    >
      {file.drafts > 0 && <p>{t('more:send.fileDrafts', { count: file.drafts, n: number(file.drafts) })}</p>}
      {file.ofOthers > 0 && (
        <p>{t('more:send.fileOfOthers', { count: file.ofOthers, n: number(file.ofOthers) })}</p>
      )}
      <p>
        <bdi>{file.name}</bdi>
        {t('common:separator')}
        <bdi>{bytes(file.blob.size)}</bdi>
      </p>
    </Notice>
  );
}

function FileActions({ file }: { file: MadeFile }) {
  const app = useApp();
  const { t } = useT();
  // Where files cannot be shared, sharing would be the same as saving.
  const canShare = 'canShare' in navigator;
  return (
    <>
      {canShare && (
        <Button icon="share" onClick={() => void app.share(file.name, file.blob)}>
          {t('more:send.share')}
        </Button>
      )}
      <Button kind="primary" icon="download" href={file.url} download={file.name}>
        {t('more:send.download')}
      </Button>
    </>
  );
}

/** A file is made anew each time: the one from before would lack what was finished since. */
function useFile(isOpen: boolean) {
  const work = useWork();
  const [file, setFile] = useState<MadeFile | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => () => setFile(null), [isOpen]);
  useEffect(() => () => (file === null ? undefined : URL.revokeObjectURL(file.url)), [file]);
  const make = async () => {
    setFailed(false);
    setMaking(true);
    try {
      const made = await work.saveToFile();
      setFile({ ...made, url: URL.createObjectURL(made.blob) });
    } catch {
      setFailed(true);
    } finally {
      setMaking(false);
    }
  };
  return { file, isMaking, hasFailed, make: () => void make() };
}
