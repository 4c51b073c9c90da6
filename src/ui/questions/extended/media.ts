import { useState } from 'preact/hooks';
import type { Answer, FileReference } from '../../../domain/answer.ts';
import type { Result } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import type { QuestionProps } from '../types.ts';

export const fileIn = (value: Answer | undefined): FileReference | undefined =>
  typeof value === 'object' && 'media' in value ? value : undefined;

interface Keeping {
  isBusy: boolean;
  /** Why it was not kept, in words. */
  refused: string | undefined;
  keep(file: Blob): Promise<void>;
}

/** Gives a file or picture away to be kept, and says when the phone refuses it. */
export function useKeeping(give: ((file: Blob) => Promise<Result<unknown>>) | undefined): Keeping {
  const { trouble } = useT();
  const [isBusy, setBusy] = useState(false);
  const [kept, setKept] = useState<Result<unknown> | undefined>(undefined);
  return {
    isBusy,
    refused: kept === undefined || kept.ok ? undefined : trouble(kept.why, kept.words),
    async keep(file) {
      setBusy(true);
      setKept(undefined);
      const result = await give?.(file);
      setBusy(false);
      setKept(result);
    },
  };
}

/** A problem of the form comes before one of the phone. */
export const withRefusal = <Props extends QuestionProps>(
  props: Props,
  refused: string | undefined,
): Props => ({
  ...props,
  problem: props.problem ?? refused,
});
