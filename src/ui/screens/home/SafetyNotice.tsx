import { useApp, useWork } from '../../context.tsx';
import { useLive } from '../../live.ts';
import { SafetyWords } from './later.ts';
import { storageWarning } from './steps.ts';

/** What could take her work away, said while there is still time, with what to do about it. */
export function SafetyNotice() {
  const app = useApp();
  const work = useWork();
  const installation = useLive(() => app.installation, [app]);
  const protection = useLive(() => app.protection, [app]);
  const counts = useLive(() => work.counts(), [work]);
  const here = (counts?.phone ?? 0) + (counts?.drafts ?? 0) + (counts?.attention ?? 0);
  const warning = storageWarning(installation?.needsHomeScreen === true, protection, here);
  return warning && <SafetyWords warning={warning} />;
}
