import { useLayoutEffect, useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Field } from '../../parts/Field.tsx';
import { TextInput } from '../../parts/TextInput.tsx';

interface NoteDialogProps {
  /** null: closed */
  state: 'hasIssues' | 'rejected' | null;
  onClose: () => void;
  onDecide: (note: string) => void;
}

/** What the collector should check (needed), or why a response is rejected (may stay empty). */
export function NoteDialog({ state, onClose, onDecide }: NoteDialogProps) {
  const { t } = useT();
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  // At once: what she types next stays.
  useLayoutEffect(() => {
    setNote('');
    setMissing(false);
  }, [state]);
  const sendsBack = state === 'hasIssues';
  const decide = () => {
    if (sendsBack && note.trim() === '') setMissing(true);
    else onDecide(note);
  };
  return (
    <Dialog
      title={sendsBack ? t('desk:review.hasIssues') : t('desk:review.rejectTitle')}
      open={state !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button kind={sendsBack ? 'primary' : 'danger'} onClick={decide}>
            {sendsBack ? t('desk:review.hasIssues') : t('desk:review.reject')}
          </Button>
        </>
      }
    >
      {!sendsBack && <p>{t('desk:review.rejectText')}</p>}
      <Field
        id="review-note"
        label={sendsBack ? t('desk:review.noteFor') : t('desk:review.rejectNote')}
        hint={t('desk:review.noteHint')}
        error={isMissing ? t('desk:review.noteMissing') : undefined}
      >
        <TextInput value={note} onInput={setNote} multiline dir="auto" />
      </Field>
    </Dialog>
  );
}
