import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';

/** The browser gives no storage: without it nothing could be kept, so nothing is asked. */
export function StorageRefused({ why }: { why: string }) {
  const { t, trouble } = useT();
  const title = t('collector:storageRefused.title');
  return (
    <Screen title={title} heading="page" brand actions={<LanguageButton />}>
      <Notice tone="trouble" title={trouble(why)} live="assertive" />
      <Button kind="primary" icon="refresh-cw" full onClick={() => location.reload()}>
        {t('common:action.retry')}
      </Button>
    </Screen>
  );
}
