import type { CampaignView } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Said } from '../../translated.tsx';

/** Who can read what is sent: always at hand, in the campaign's own honest words. */
export function Readers({ campaign }: { campaign: CampaignView }) {
  const { t } = useT();
  return (
    <details class="readers">
      <summary>{t('collector:home.readers')}</summary>
      <p>
        <Said text={campaign.campaign.readers} />
      </p>
    </details>
  );
}
