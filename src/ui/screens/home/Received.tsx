import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Progress } from '../../parts/Progress.tsx';

/**
 * How much has arrived, and of how much: a coordinator receives all that the server counts, a collector only what is
 * hers of it.
 */
export function Received({ done, total }: { done: number; total: number }) {
  const { isCoordinator } = useWork().person;
  const { t, number } = useT();
  const words = { done: number(done), total: number(total), left: number(total - done) };
  const isKnown = isCoordinator && total > done;
  const key = isKnown ? 'progress' : total > done ? 'atMost' : 'soFar';
  return (
    <Progress
      value={isKnown ? done : undefined}
      max={isKnown ? total : undefined}
      label={t(`collector:first.${key}`, words)}
    />
  );
}
