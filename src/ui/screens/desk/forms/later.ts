import { lazyScreen } from '../../../lazyScreen.tsx';

/** Most visits to the desk are about answers. */
export const Forms = lazyScreen(async () => (await import('./Forms.tsx')).Forms);
