import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Trouble } from '../../../domain/result.ts';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Notice } from '../../parts/Notice.tsx';

interface SignOutDialogProps {
  open: boolean;
  onClose: () => void;
  /** Where something else stands in the way of the page for sending. */
  onSendFirst?: () => void;
}

/** Warns of what is not sent; it stays, and so do her drafts. */
export function SignOutDialog({ open, onClose, onSendFirst }: SignOutDialogProps) {
  const app = useApp();
  const work = useWork();
  const { t, number, trouble } = useT();
  const { route } = useLocation();
  const counts = useLive(() => work.counts(), [work]);
  const sync = useLive(() => work.sync(), [work]);
  const unsent = Math.max(counts?.phone ?? 0, (sync?.waiting ?? 0) > 0 ? 1 : 0);
  const drafts = useLive(() => work.drafts(), [work])?.length ?? 0;
  const [refusal, setRefusal] = useState<Trouble | null>(null);
  const leave = async () => {
    const gone = await app.signOut();
    if (gone.ok) route('/', true);
    else setRefusal(gone);
  };
  const sendFirst = () => {
    route('/send');
    onSendFirst?.();
  };
  return (
    <Dialog
      title={t('more:settings.signOutTitle')}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('more:settings.stay')}</Button>
          {unsent > 0 && <Button onClick={sendFirst}>{t('more:settings.sendFirst')}</Button>}
          <Button kind={unsent > 0 ? 'danger' : 'primary'} icon="log-out" onClick={() => void leave()}>
            {t('more:settings.signOut')}
          </Button>
        </>
      }
    >
      <div class="stack">
        {refusal && <Notice tone="trouble" title={trouble(refusal.why, refusal.words)} live="assertive" />}
        <p>{t('more:settings.signOutText')}</p>
        {unsent > 0 && (
          <Notice
            tone="attention"
            title={t('more:settings.signOutUnsentTitle', { count: unsent, n: number(unsent) })}
          >
            {t('more:settings.signOutUnsent')}
          </Notice>
        )}
        {drafts > 0 && <p>{t('more:settings.signOutDrafts', { count: drafts, n: number(drafts) })}</p>}
      </div>
    </Dialog>
  );
}
