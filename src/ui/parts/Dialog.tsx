import './Dialog.css';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useT } from '../language.ts';
import { backCloses } from './backCloses.ts';
import { IconButton } from './IconButton.tsx';

export interface DialogProps {
  title: ComponentChildren;
  open: boolean;
  /** Escape, the cross, a tap beside it and the phone's Back key. */
  onClose: () => void;
  children?: ComponentChildren;
  /** Buttons at the end; the one that loses nothing comes first. */
  actions?: ComponentChildren;
  /** `sheet` lies at the bottom edge, under the thumb. */
  shape?: 'box' | 'sheet' | undefined;
}

/** The native modal dialog: it keeps the focus in, gives it back, and the page behind is inert. */
export function Dialog({ title, open, onClose, children, actions, shape = 'box' }: DialogProps) {
  const { t } = useT();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // At once, as for Back: a tap or a key of the next moment is meant for the dialog.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  const latest = useRef(onClose);
  latest.current = onClose;
  useLayoutEffect(() => (open ? backCloses(() => latest.current()) : undefined), [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tap beside it has Escape as its key, which the element knows
    <dialog
      ref={dialog}
      class={`dialog dialog-${shape}`}
      aria-labelledby={titleId}
      // Only what the browser closed by itself; what the caller closed it knows.
      onClose={() => open && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {open && (
        <div class="dialog-room">
          <div class="dialog-head">
            <h2 id={titleId}>{title}</h2>
            <IconButton icon="x" label={t('common:action.close')} onClick={onClose} />
          </div>
          {children !== undefined && <div class="dialog-body">{children}</div>}
          {actions !== undefined && <div class="dialog-actions">{actions}</div>}
        </div>
      )}
    </dialog>
  );
}
