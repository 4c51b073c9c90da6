import { type Live, signal } from '../domain/signal.ts';

export interface InstallState {
  /** The browser offered to install and waits for a tap. */
  canPrompt: boolean;
  /** An iPhone or iPad outside the home screen: Safari wipes unused sites after seven days. */
  needsHomeScreen: boolean;
  isStandalone: boolean;
}

export interface InstallDoor {
  readonly state: Live<InstallState>;
  /** Shows the browser's own question; without an offer it does nothing. */
  prompt(): Promise<void>;
}

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

export function browserInstall(): InstallDoor {
  const isStandalone = runsStandalone();
  const state = signal<InstallState>({
    canPrompt: false,
    needsHomeScreen: !isStandalone && isApplePhone(navigator),
    isStandalone,
  });
  let offer: InstallOffer | null = null;
  window.addEventListener('beforeinstallprompt', (event) => {
    // Chrome's own bar would come in the middle of an interview.
    event.preventDefault();
    offer = event as InstallOffer;
    state.set({ ...state.get(), canPrompt: true });
  });
  window.addEventListener('appinstalled', () => {
    offer = null;
    state.set({ canPrompt: false, needsHomeScreen: false, isStandalone: state.get().isStandalone });
  });
  return {
    state,
    async prompt() {
      const asked = offer;
      // An offer can be used once.
      offer = null;
      state.set({ ...state.get(), canPrompt: false });
      await asked?.prompt().catch(() => undefined);
    },
  };
}

const runsStandalone = (): boolean =>
  window.matchMedia('(display-mode: standalone)').matches ||
  ('standalone' in navigator && navigator.standalone === true);

/** An iPad calls itself a Macintosh; it is the only one with a touch screen. */
export const isApplePhone = (told: { userAgent: string; maxTouchPoints: number }): boolean =>
  /iPhone|iPad|iPod/.test(told.userAgent) || (/Macintosh/.test(told.userAgent) && told.maxTouchPoints > 1);
