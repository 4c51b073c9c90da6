/**
 * Resolves when the frame that is prepared now has been drawn; at once while nobody sees the page, and as soon as nobody
 * does: a page out of sight has no frames, and may end. Never rejects.
 */
export type Drawn = () => Promise<void>;

/** A page that is covered draws nothing either. Longer would leave an answer unsaved, shorter would save amid a slow frame. */
const FRAME_MS_MAX = 150;

export const browserDrawn: Drawn = () =>
  new Promise((resolve) => {
    if (document.visibilityState === 'hidden') return resolve();
    const done = (): void => {
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    document.addEventListener('visibilitychange', done);
    setTimeout(done, FRAME_MS_MAX);
    // A frame's own turn styles, lays out and paints; the next one comes after it.
    requestAnimationFrame(() => setTimeout(done));
  });
