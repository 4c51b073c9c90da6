import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App, Work } from '../app/index.ts';

export const AppContext = createContext<App | null>(null);
export const WorkContext = createContext<Work | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp outside of AppContext');
  return app;
}

/** What the person who is signed in can see and do; only below the signed-in part of the router. */
export function useWork(): Work {
  const work = useContext(WorkContext);
  if (work === null) throw new Error('useWork while nobody is signed in');
  return work;
}
