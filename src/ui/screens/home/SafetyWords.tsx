import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';

/** What could take her work away, and what to do about it. */
export function SafetyWords({ warning }: { warning: 'ios' | 'unprotected' }) {
  const { t } = useT();
  return (
    <Notice
      tone="attention"
      title={t(`more:safety.${warning}`)}
      actions={<Button href="/install">{t('more:safety.unprotectedHow')}</Button>}
    >
      {/* On a small screen the two big cards must stay in sight, and the next page says it all. */}
      {warning === 'ios' && t('more:safety.iosText')}
    </Notice>
  );
}
