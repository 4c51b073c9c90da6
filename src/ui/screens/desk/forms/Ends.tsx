import { useT } from '../../../language.ts';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, translated } from '../../../translated.tsx';
import type { Ending } from './ending.ts';

/** Which survey, or which round, collectors are no longer asked. */
export function Ends({ ending: { kind, title, name } }: { ending: Ending }) {
  const { t, language } = useT();
  const words = { name: isolated(translated(title, language).words || name) };
  return (
    <Notice tone="attention" title={t(`xlsform:ends.${kind}`, words)}>
      {t('xlsform:ends.text')}
    </Notice>
  );
}
