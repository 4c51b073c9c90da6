import type { Protection } from '../../../app/index.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';

/** Whether the browser may throw away what is on this phone, and what to do about it. */
export function StorageSection() {
  const app = useApp();
  const { t, bytes } = useT();
  const protection = useLive(() => app.protection, [app]);
  const installation = useLive(() => app.installation, [app]);
  if (protection === undefined) return null;
  const state = stateOf(protection);
  return (
    <section class="settings-section">
      <h2>{t('more:settings.storage')}</h2>
      <Notice
        tone={state === 'protected' ? 'ready' : 'attention'}
        icon={state === 'protected' ? 'shield-check' : undefined}
        title={t(`more:settings.${state}`)}
        live="polite"
        actions={
          state === 'protected' ? undefined : (
            <>
              <Button onClick={() => void app.protect()}>{t('more:settings.protect')}</Button>
              {installation?.isStandalone === false && (
                <Button href="/install">{t('more:settings.install')}</Button>
              )}
            </>
          )
        }
      >
        <p>{t(`more:settings.${state}Text`)}</p>
        {protection.usageBytes !== undefined && (
          <p>{t('more:settings.used', { size: bytes(protection.usageBytes) })}</p>
        )}
      </Notice>
    </section>
  );
}

function stateOf({ isPersisted }: Protection): 'protected' | 'unprotected' | 'notAsked' {
  if (isPersisted === null) return 'notAsked';
  return isPersisted ? 'protected' : 'unprotected';
}
