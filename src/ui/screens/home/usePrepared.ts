import { useEffect } from 'preact/hooks';
import type { CampaignView } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { loadViews } from '../../questions/registry.ts';

/** While nobody taps, the survey of this round is compiled and its views are fetched: a tap then finds them ready. */
export function usePrepared({ round, forms }: CampaignView): void {
  const work = useWork();
  const version = round === null ? undefined : forms.get(round.form);
  useEffect(() => {
    if (version === undefined) return;
    // Safari has no idle callback; what could not be made ready now is made when the survey is opened.
    const prepare = async () => {
      const form = await work.prepare(version).catch(() => undefined);
      if (form !== undefined) await loadViews(form).catch(() => undefined);
    };
    if (typeof requestIdleCallback === 'undefined') void prepare();
    else requestIdleCallback(() => void prepare());
  }, [work, version?.id]);
}
