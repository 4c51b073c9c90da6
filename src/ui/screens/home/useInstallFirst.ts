import { useApp, useWork } from '../../context.tsx';
import { useLive } from '../../live.ts';
import { needsInstallFirst } from './steps.ts';

/** Said once a visit: after that it is her decision. */
let hasDeclined = false;

/**
 * Whether the way to the home screen comes before the first record, as on an iPhone outside of it; undefined until the
 * phone has told what is on it.
 */
export function useInstallFirst(): boolean | undefined {
  const app = useApp();
  const work = useWork();
  const installation = useLive(() => app.installation, [app]);
  const counts = useLive(() => work.counts(), [work]);
  if (hasDeclined) return false;
  return counts && needsInstallFirst(installation, counts);
}

/** Asked at the tap: the screen where she declines was drawn before. */
export const hasDeclinedInstall = (): boolean => hasDeclined;

export function declineInstall(): void {
  hasDeclined = true;
}
