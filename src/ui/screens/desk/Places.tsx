import { useState } from 'preact/hooks';
import type { CampaignView, PlaceSummary } from '../../../app/index.ts';
import type { FormDefinition } from '../../../domain/form/definition.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DeskScreen } from './DeskScreen.tsx';
import { Pager } from './Pager.tsx';
import { PlaceList } from './PlaceList.tsx';

const PAGE_ROWS = 50;

/** Every place report, on the map and as the list that says the same. */
export function Places() {
  const work = useWork();
  const { t } = useT();
  const places = useLive(() => work.places(), [work]);
  const campaign = useLive(() => work.campaign(), [work]);
  return (
    <DeskScreen tab="places">
      {places === undefined && <Busy />}
      {places?.length === 0 && (
        <EmptyState icon="map" title={t('desk:places.none')}>
          {t('desk:places.noneText')}
        </EmptyState>
      )}
      {places !== undefined && places.length > 0 && (
        <Shown places={newestFirst(places)} form={placeForm(campaign)} />
      )}
    </DeskScreen>
  );
}

const newestFirst = (places: readonly PlaceSummary[]): PlaceSummary[] =>
  [...places].sort((a, b) => (a.id < b.id ? 1 : -1));

function placeForm(view: CampaignView | null | undefined): FormDefinition | undefined {
  return view?.forms.get(view.campaign.placeForm ?? '')?.document.definition;
}

function Shown({ places, form }: { places: readonly PlaceSummary[]; form: FormDefinition | undefined }) {
  const [skip, setSkip] = useState(0);
  return (
    <div class="places">
      <div class="places-list">
        <PlaceList places={places.slice(skip, skip + PAGE_ROWS)} form={form} />
        <Pager total={places.length} skip={skip} rows={PAGE_ROWS} onSkip={setSkip} />
      </div>
    </div>
  );
}
