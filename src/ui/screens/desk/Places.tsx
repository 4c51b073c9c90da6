import { useMemo, useState } from 'preact/hooks';
import type { CampaignView, PlaceSummary } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT, useWords } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { EVERYTHING, isIn, PlaceFilter } from '../map/PlaceFilter.tsx';
import { PlaceList } from '../map/PlaceList.tsx';
import { PlacesMap } from '../map/PlacesMap.tsx';
import { DeskScreen } from './DeskScreen.tsx';
import { RecordPane } from './RecordPane.tsx';

/** Every place report: on the map, in the list that says the same, and the chosen one whole. */
export function Places() {
  const work = useWork();
  const { t } = useT();
  const hasWords = useWords('report');
  const places = useLive(() => work.places(), [work]);
  const campaign = useLive(() => work.campaign(), [work]);
  return (
    <DeskScreen tab="places">
      {(places === undefined || campaign === undefined || !hasWords) && <Busy />}
      {places?.length === 0 && (
        <EmptyState icon="map" title={t('desk:places.none')}>
          {t('desk:places.noneText')}
        </EmptyState>
      )}
      {places !== undefined && places.length > 0 && campaign !== undefined && hasWords && (
        <Shown places={places} campaign={campaign} />
      )}
    </DeskScreen>
  );
}

function Shown({ places, campaign }: { places: readonly PlaceSummary[]; campaign: CampaignView | null }) {
  const [filter, setFilter] = useState(EVERYTHING);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = useMemo(
    () => places.filter((place) => isIn(filter, place)).sort((a, b) => (a.id < b.id ? 1 : -1)),
    [places, filter],
  );
  const form = campaign?.forms.get(campaign.campaign.placeForm ?? '')?.document.definition;
  return (
    <div class="desk-places">
      <div class="stack">
        <PlaceFilter form={form} value={filter} onChange={setFilter} />
        <PlaceList places={shown} form={form} chosen={chosen} onChoose={setChosen} isDesk />
      </div>
      <div class="desk-places-where">
        <PlacesMap
          places={shown}
          centre={campaign?.campaign.centre}
          chosen={chosen}
          onChoose={setChosen}
          isDesk
        />
        {chosen !== null && <RecordPane opened={chosen} onClose={() => setChosen(null)} />}
      </div>
    </div>
  );
}
