import './debug.css';
import { useEffect, useState } from 'preact/hooks';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';

/** What a helper far away needs to see; nothing in it tells who was asked or what was said. */
export function Debug() {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void work.diagnosis().then((found) => setText(JSON.stringify(found, null, 2)));
  }, [work]);
  const save = () => app.share('dastak-debug.json', new Blob([text ?? ''], { type: 'application/json' }));
  return (
    <Screen title={t('more:debug.title')} back="/settings">
      <p>{t('more:debug.text')}</p>
      {text === null ? (
        <Busy />
      ) : (
        <>
          <div class="row">
            <Button icon="file-down" onClick={() => void save()}>
              {t('more:debug.export')}
            </Button>
          </div>
          <pre class="debug-text" dir="ltr" lang="en">
            {text}
          </pre>
        </>
      )}
    </Screen>
  );
}
