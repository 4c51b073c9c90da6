import { useEffect, useState } from 'preact/hooks';
import type { OpenResponse, OpenWhy } from '../../../app/index.ts';
import type { ResponseId } from '../../../domain/ids.ts';
import type { Result } from '../../../domain/result.ts';
import { useWork } from '../../context.tsx';

/** Takes a draft in hand for as long as the component stands; undefined until the phone has read it. */
export function useOpenResponse(id: ResponseId): Result<OpenResponse, OpenWhy> | undefined {
  const work = useWork();
  const [opened, setOpened] = useState<Result<OpenResponse, OpenWhy> | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    let inHand: OpenResponse | undefined;
    void work.open(id).then((result) => {
      if (result.ok && isWanted) inHand = result.value;
      if (isWanted) setOpened(result);
      else if (result.ok) void result.value.close();
    });
    return () => {
      isWanted = false;
      void inHand?.close();
    };
  }, [work, id]);
  return opened;
}
