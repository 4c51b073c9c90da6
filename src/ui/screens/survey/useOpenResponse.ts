import { useEffect, useState } from 'preact/hooks';
import type { OpenResponse, OpenWhy } from '../../../app/index.ts';
import type { ResponseId } from '../../../domain/ids.ts';
import type { Result } from '../../../domain/result.ts';
import { useWork } from '../../context.tsx';
import { loadViews } from '../../questions/registry.ts';

export interface InHand {
  /** Undefined until the phone has read it. */
  opened: Result<OpenResponse, OpenWhy> | undefined;
  /** After it could not be opened. */
  again: () => void;
}

/** Takes a draft in hand for as long as the component stands. */
export function useOpenResponse(id: ResponseId): InHand {
  const work = useWork();
  const [tries, setTries] = useState(0);
  const [opened, setOpened] = useState<Result<OpenResponse, OpenWhy> | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    let inHand: OpenResponse | undefined;
    void work.open(id).then(async (result) => {
      // What is not on the phone says so in its own place.
      if (result.ok) await loadViews(result.value.form).catch(() => undefined);
      if (result.ok && isWanted) inHand = result.value;
      if (isWanted) setOpened(result);
      else if (result.ok) void result.value.close();
    });
    return () => {
      isWanted = false;
      void inHand?.close();
    };
  }, [work, id, tries]);
  const again = () => {
    // A second refusal is said anew, and not left standing as if nothing had been tried.
    setOpened(undefined);
    setTries(tries + 1);
  };
  return { opened, again };
}
