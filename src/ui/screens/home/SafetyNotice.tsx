import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { storageWarning } from './steps.ts';

/** What could take her work away, said while there is still time, with what to do about it. */
export function SafetyNotice({ at }: { at: 'top' | 'end' }) {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const installation = useLive(() => app.installation, [app]);
  const protection = useLive(() => app.protection, [app]);
  const counts = useLive(() => work.counts(), [work]);
  const here = (counts?.phone ?? 0) + (counts?.drafts ?? 0) + (counts?.attention ?? 0);
  const warning = storageWarning(installation?.needsHomeScreen === true, protection, here);
  // What has to be done before the first survey stands first; what is good to do stands last.
  if (warning === null || at !== (warning === 'ios' ? 'top' : 'end')) return null;
  return (
    <Notice
      tone="attention"
      title={t(`collector:home.${warning}`)}
      actions={<Button href="/install">{t('collector:home.unprotectedHow')}</Button>}
    >
      {t(`collector:home.${warning}Text`)}
    </Notice>
  );
}
