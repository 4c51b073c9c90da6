import { useEffect, useRef, useState } from 'preact/hooks';

/** What a tap has begun is shown this long at least: what ends sooner would be neither seen nor heard. */
const SEEN_MS_MIN = 700;

export interface Try {
  isTrying: boolean;
  /** When the last one was over, an ISO time; undefined: there was none yet. */
  triedAt: string | undefined;
  begin(act: () => Promise<unknown>): void;
}

/** A tap after which all may stand as it stood before: that it was felt is told apart from what came of it. */
export function useTry(): Try {
  const [state, setState] = useState<Omit<Try, 'begin'>>({ isTrying: false, triedAt: undefined });
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const begin = async (act: () => Promise<unknown>): Promise<void> => {
    setState({ isTrying: true, triedAt: undefined });
    await Promise.all([act(), new Promise((resolve) => setTimeout(resolve, SEEN_MS_MIN))]);
    if (isHere.current) setState({ isTrying: false, triedAt: new Date().toISOString() });
  };
  return { ...state, begin: (act) => void begin(act) };
}
