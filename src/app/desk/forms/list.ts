import type { FormDocument } from '../../../domain/document.ts';
import { countAsked } from '../../../domain/form/extended/asked.ts';
import type { FormDocumentId } from '../../../domain/ids.ts';
import type { CampaignStore, StoredDocument } from '../../../storage/index.ts';
import type { CampaignView } from '../../types.ts';
import { campaignView } from '../../views/campaign.ts';
import type { DeskFormVersion, DeskFormVersions, DeskRound } from './types.ts';

type StoredForm = StoredDocument<FormDocument>;

/** Each form that is here with its versions: those of the rounds first, in their order. */
export async function formVersions(store: CampaignStore): Promise<DeskFormVersions[]> {
  const [view, forms, responses] = await Promise.all([
    campaignView(store),
    store.documents.ofType('form'),
    store.documents.responses(),
  ]);
  const counts = new Map<string, number>();
  for (const { body } of responses) counts.set(body.formVersion, (counts.get(body.formVersion) ?? 0) + 1);
  const campaign = view?.campaign;
  const rounds = roundsOf(view);
  const byId = new Map<string, StoredForm[]>();
  for (const form of forms) {
    const { form_id: id } = form.body.definition;
    byId.set(id, [...(byId.get(id) ?? []), form]);
  }
  const asked = [...rounds.map(({ form }) => form), campaign?.placeForm ?? ''].filter((id) => byId.has(id));
  return [...new Set([...asked, ...byId.keys()])].flatMap((id) => {
    const current = campaign?.forms[id];
    const versions = (byId.get(id) ?? []).toSorted(
      (one, other) =>
        Number(other.id === current) - Number(one.id === current) || other.updatedSeq - one.updatedSeq,
    );
    const definition = versions[0]?.body.definition;
    if (definition === undefined) return [];
    return {
      id,
      title: definition.title,
      subject: definition.subject,
      rounds: rounds.filter(({ form }) => form === id),
      isPlaceForm: campaign?.placeForm === id,
      versions: versions.map((one) => versionOf(one, current, counts.get(one.id) ?? 0)),
    };
  });
}

export const roundsOf = (view: CampaignView | null): DeskRound[] =>
  (view?.campaign.rounds ?? []).map(({ name, title, form }) => ({
    name,
    title,
    form,
    formTitle: view?.forms.get(form)?.document.definition.title ?? {},
    isCurrent: name === view?.campaign.currentRound,
    languages: view?.campaign.languages ?? [],
  }));

export function versionOf(
  { id, body: { hash, definition } }: Pick<StoredForm, 'id' | 'body'>,
  current: string | undefined,
  responses: number,
): DeskFormVersion {
  return {
    id: id as FormDocumentId,
    version: definition.version,
    hash,
    isCurrent: id === current,
    languages: definition.languages,
    questions: countAsked(definition),
    responses,
  };
}
