import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Draft } from '../../../domain/response.ts';
import type { Trouble } from '../../../domain/result.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Notice } from '../../parts/Notice.tsx';

interface DiscardDialogProps {
  draft: Draft;
  open: boolean;
  onClose: () => void;
}

/** The one thing in the app that deletes what a person gave; it says so before. */
export function DiscardDialog({ draft, open, onClose }: DiscardDialogProps) {
  const work = useWork();
  const { t, trouble } = useT();
  const { route } = useLocation();
  const [refusal, setRefusal] = useState<Trouble | null>(null);
  const discard = async () => {
    const gone = await work.discardDraft(draft.id);
    if (gone.ok) route('/', true);
    else setRefusal(gone);
  };
  return (
    <Dialog
      title={t('more:discard.discardTitle')}
      open={open}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onClick={onClose}>
            {t('more:discard.keep')}
          </Button>
          <Button kind="danger" icon="trash" onClick={() => void discard()}>
            {t('more:survey.discard')}
          </Button>
        </>
      }
    >
      {t(draft.corrects === null ? 'more:discard.discardText' : 'more:discard.discardCorrection')}
      {refusal && <Notice tone="trouble" title={trouble(refusal.why, refusal.words)} live="assertive" />}
    </Dialog>
  );
}
