import { useApp, useWork } from '../../context.tsx';
import { useLive } from '../../live.ts';
import { SafetyWords } from './later.ts';
import { storageWarning } from './steps.ts';

/** What could take her work away, said while there is still time, with what to do about it. */
export function SafetyNotice({ at }: { at: 'top' | 'end' }) {
  const app = useApp();
  const work = useWork();
  const installation = useLive(() => app.installation, [app]);
  const protection = useLive(() => app.protection, [app]);
  const counts = useLive(() => work.counts(), [work]);
  const here = (counts?.phone ?? 0) + (counts?.drafts ?? 0) + (counts?.attention ?? 0);
  const warning = storageWarning(installation?.needsHomeScreen === true, protection, here);
  // What has to be done before the first survey stands first; what is good to do stands last.
  if (warning === null || at !== (warning === 'ios' ? 'top' : 'end')) return null;
  return <SafetyWords warning={warning} />;
}
