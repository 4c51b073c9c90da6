import './install.css';
import { useLocation, useRoute } from 'preact-iso/router';
import type { InstallState } from '../../../app/index.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { declineInstall } from '../home/useInstallFirst.ts';
import { useStartSurvey } from '../home/useStartSurvey.ts';

/** The way to the home screen; on an iPhone it is what keeps the work from being wiped. */
export function Install() {
  const app = useApp();
  const { t } = useT();
  const installation = useLive(() => app.installation, [app]);
  if (installation === undefined) return <Busy />;
  return (
    <Screen
      title={t('more:install.title')}
      heading="page"
      back="/"
      bottom={installation.isStandalone ? undefined : <Without />}
    >
      {installation.isStandalone ? (
        <Notice tone="ready" title={t('more:install.done')}>
          {t('more:install.doneText')}
        </Notice>
      ) : (
        <Steps installation={installation} />
      )}
    </Screen>
  );
}

function Steps({ installation }: { installation: InstallState }) {
  const app = useApp();
  const { t } = useT();
  const isIos = installation.needsHomeScreen;
  const steps = isIos ? (['ios1', 'ios2', 'ios3'] as const) : (['android1', 'android2', 'android3'] as const);
  return (
    <>
      <p>{t(isIos ? 'more:install.whyIos' : 'more:install.why')}</p>
      {installation.canPrompt ? (
        <Button kind="primary" icon="smartphone" full onClick={() => void app.promptInstallation()}>
          {t('more:install.now')}
        </Button>
      ) : (
        <ol class="install-steps">
          {steps.map((step) => (
            <li key={step}>{t(`more:install.${step}`)}</li>
          ))}
        </ol>
      )}
      {isIos && <Notice tone="info" title={t('more:install.iosSignIn')} />}
    </>
  );
}

function Without() {
  const { query } = useRoute();
  const { route } = useLocation();
  const { t } = useT();
  const { start } = useStartSurvey();
  const go = () => {
    declineInstall();
    // It was declined, so that what was begun goes on.
    if (query['then'] === 'survey') start();
    else route(query['then'] === 'report' ? '/report' : '/', true);
  };
  return (
    <Button full onClick={go}>
      {t('more:install.without')}
    </Button>
  );
}
