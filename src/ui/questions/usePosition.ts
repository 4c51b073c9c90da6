import { useEffect, useState } from 'preact/hooks';
import type { PositionFix, PositionSight, PositionSource } from './types.ts';

/** The latest sight, with the best fix so far: a phone that drifts must not make a good place worse. */
export function usePosition(source: PositionSource | undefined, isWanted: boolean): PositionSight {
  const [sight, setSight] = useState<PositionSight>({ state: 'seeking' });
  useEffect(() => {
    if (source === undefined || !isWanted) return;
    let best: PositionFix | undefined;
    setSight({ state: 'seeking' });
    return source.watch((next) => {
      if (next.state !== 'fixed') {
        // A lost signal does not take back what was already seen.
        if (best === undefined) setSight(next);
        return;
      }
      best = best !== undefined && best.accuracyMetres <= next.fix.accuracyMetres ? best : next.fix;
      setSight({ state: 'fixed', fix: best });
    });
  }, [source, isWanted]);
  return source === undefined ? { state: 'unavailable' } : sight;
}
