import type { Difference } from '../../../domain/analysis/difference.ts';
import { changeOf } from './change.ts';
import { useSigned } from './useSigned.ts';

/** A difference in points of 100; quieter where its interval holds "nothing changed". */
export function Points({ difference }: { difference: Difference | null }) {
  const signed = useSigned();
  if (difference === null) return <span class="is-unclear">–</span>;
  const points = signed(difference.difference);
  return changeOf(difference) === 'unclear' ? <span class="is-unclear">{points}</span> : <b>{points}</b>;
}
