import { useT } from '../../language.ts';
import { NoticeLink } from '../../parts/NoticeLink.tsx';

/** What could take her work away, and what to do about it. */
export function SafetyWords({ warning }: { warning: 'ios' | 'unprotected' }) {
  const { t } = useT();
  return (
    <NoticeLink href="/install" title={t(`more:safety.${warning}`)} action={t('more:safety.unprotectedHow')}>
      {/* On a small screen the two big cards must stay in sight, and the next page says it all. */}
      {warning === 'ios' ? t('more:safety.iosText') : undefined}
    </NoticeLink>
  );
}
