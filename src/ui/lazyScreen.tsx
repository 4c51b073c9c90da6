import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadNamespace, type Namespace } from '../language/index.ts';
import { useT } from './language.ts';
import { Busy } from './parts/Busy.tsx';
import { Button } from './parts/Button.tsx';
import { EmptyState } from './parts/EmptyState.tsx';

/**
 * A screen whose code comes when it is first opened. Until then words say so: preact-iso's own `lazy` would leave
 * the former screen standing, as if the tap had not been felt.
 */
export function lazyScreen<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let Loaded: ComponentType<Props> | undefined;
  const fetched = async () => {
    Loaded ??= await load();
  };
  function LazyScreen(props: Props) {
    const [state, setState] = useState<'loading' | 'loaded' | 'missing'>('loading');
    useEffect(() => {
      fetched().then(
        () => setState('loaded'),
        () => setState('missing'),
      );
    }, []);
    if (Loaded !== undefined) return <Loaded {...props} />;
    return state === 'missing' ? <Missing /> : <Busy />;
  }
  /** Fetches it before it is shown, so that nobody waits then. */
  return Object.assign(LazyScreen, { load: fetched });
}

/** A screen whose words come with it. */
export function moreScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  words: Namespace = 'more',
) {
  return lazyScreen(async () => {
    const [screen] = await Promise.all([load(), loadNamespace(words)]);
    return screen;
  });
}

/** The file is neither on the phone nor reachable. */
function Missing() {
  const { t, trouble } = useT();
  return (
    <main class="screen-content">
      <EmptyState
        icon="wifi-off"
        title={t('collector:survey.cannotOpen')}
        actions={<Button href="/">{t('collector:lost.home')}</Button>}
      >
        {trouble('not-loaded')}
      </EmptyState>
    </main>
  );
}
