/** What an entry of the browser's history is: a dialog's own, or the page's under it. */
type Part = 'over' | 'under' | undefined;

/** Undefined where a test draws without a browser, too. */
const part = (): Part => (globalThis.history?.state as { dialog?: Part } | null)?.dialog;

let openCount = 0;
/** The entry that comes next is a page's own, which a dialog was over until now. */
let isPassing = part() === 'over';

/**
 * The phone's Back key closes a dialog and stays on its page: an open dialog has an entry of its own in the browser's
 * history, which goes with it. Where she went on from the dialog, Back passes over that entry; where another page took
 * the place of the one under it, over that page too. A browser that hands Back to an open dialog does no harm to this.
 * @returns for when it is closed
 */
export function backCloses(close: () => void): () => void {
  openCount += 1;
  // A menu that gives way to a dialog hands its entry on.
  if (part() !== 'over') {
    history.replaceState({ dialog: 'under' }, '');
    history.pushState({ dialog: 'over' }, '');
  }
  const closeBack = (): void => {
    isPassing = true;
    close();
  };
  addEventListener('popstate', closeBack);
  return () => {
    openCount -= 1;
    removeEventListener('popstate', closeBack);
    // What was tapped in it may open another one, or lead to another page, in the same breath.
    setTimeout(passOver);
  };
}

globalThis.addEventListener?.('popstate', passOver);

function passOver(): void {
  const here = part();
  if (openCount > 0 || here === undefined) return;
  if (here === 'under' && isPassing) {
    isPassing = false;
    history.replaceState(null, '');
    return;
  }
  isPassing = here === 'over';
  history.back();
}
