import { Component, type ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { App as AppApi } from '../app/index.ts';
import { App } from './App.tsx';
import { AppContext } from './context.tsx';
import { useT } from './language.ts';
import { useLive } from './live.ts';

/** The page: what is plugged in, the theme, and the last resort when a screen cannot be drawn. */
export function Root({ app }: { app: AppApi }) {
  const theme = useLive(() => app.theme, [app]);
  useEffect(() => {
    if (theme !== undefined) document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <LastResort>
      <AppContext.Provider value={app}>
        <App />
      </AppContext.Provider>
    </LastResort>
  );
}

class LastResort extends Component<{ children: ComponentChildren }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static override getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useT();
  return (
    <main class="screen-content">
      <div class="stack" role="alert">
        <h1>{t('common:broken.title')}</h1>
        <p>{t('common:broken.text')}</p>
        <a class="button button-primary" href="/">
          {t('common:broken.again')}
        </a>
      </div>
    </main>
  );
}
