import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import type { CampaignStore } from '../../../src/storage/index.ts';
import { DeskContext } from '../../../src/ui/screens/desk/deskContext.ts';
import { Joining } from '../../../src/ui/screens/desk/forms/PublishedApart.tsx';
import { first, office } from './office.ts';

const asks = (form_id: string, version: string): FormDefinition => ({
  form_id,
  version,
  title: { en: form_id },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey: [{ type: 'text', name: 'said', label: { en: 'Said' } }],
  choices: {},
});

/** What one device holds comes to another, as by the endpoint. */
async function travels(from: CampaignStore, to: CampaignStore): Promise<void> {
  const held = [...(await from.documents.ofType('form')), ...(await from.documents.ofType('campaign'))];
  const leaves = held.flatMap(({ id, leaves: all }) => all.map((leaf) => ({ id, leaf })));
  await to.replicated.pulled(leaves, null, 1);
}

async function publishedApart() {
  const [sana, omar] = [await office(), await office({ reviewer: 'omar' })];
  await sana.desk.publishForm(asks('before', '2'), [], { kind: 'asBefore' });
  await omar.desk.publishForm(asks('before', '3'), [], { kind: 'asBefore' });
  await omar.desk.publishForm(asks('wells', '1'), [], { kind: 'newRound' });
  await travels(sana.store, omar.store);
  await travels(omar.store, sana.store);
  return { sana, omar };
}

test('two coordinators who published apart both see what differs, and nothing is lost by joining it', async () => {
  const { sana, omar } = await publishedApart();
  const [hers, his] = [await first(sana.desk.publishedApart()), await first(omar.desk.publishedApart())];
  expect(hers).toEqual(his);
  if (hers === null) throw new Error('nothing differs');
  const wanted = hers.versions.findIndex(({ forms }) =>
    hers.names.get(forms['before'] ?? '')?.startsWith('3 '),
  );
  const asked = hers.versions.findIndex(({ currentRound }) => currentRound === 'wells');
  expect(await sana.desk.joinPublished(hers, { 'version before': wanted, round: asked })).toMatchObject({
    ok: true,
  });
  expect(await first(sana.desk.publishedApart())).toBeNull();
  await travels(sana.store, omar.store);
  expect(await first(omar.desk.publishedApart())).toBeNull();
  const [campaign] = await omar.store.documents.ofType('campaign');
  expect(campaign?.body.currentRound).toBe('wells');
  expect(Object.keys(campaign?.body.forms ?? {}).sort()).toEqual(['after', 'before', 'place', 'wells']);
  expect(campaign?.body.forms['before']).toBe(hers.versions[wanted]?.forms['before']);
  expect((await sana.store.outbox.of('campaign:demo')).length).toBeGreaterThan(0);
});

test('each point is one choice, in the words of the forms, and what only one of them knows is none', async () => {
  const { sana } = await publishedApart();
  const apart = await first(sana.desk.publishedApart());
  if (apart === null) throw new Error('nothing differs');
  const html = renderToString(
    h(DeskContext, { value: sana.desk }, h(Joining, { apart, onJoined: () => undefined })),
  );
  expect(html.match(/radiogroup/g)).toHaveLength(2);
  expect(html).toContain('>wells<');
  expect(html).toMatch(/>2 · [0-9a-f]{6}</);
  expect(html).toMatch(/>3 · [0-9a-f]{6}</);
});

test('who decides on what has changed meanwhile is asked to look again', async () => {
  const { sana } = await publishedApart();
  const apart = await first(sana.desk.publishedApart());
  if (apart === null) throw new Error('nothing differs');
  await sana.desk.publishForm(asks('before', '4'), [], { kind: 'asBefore' });
  expect(await sana.desk.joinPublished(apart, {})).toMatchObject({ ok: false, why: 'changed-meanwhile' });
});

test('a desk whose publications are one has nothing to decide', async () => {
  const { desk } = await office();
  await desk.publishForm(asks('before', '2'), []);
  expect(await first(desk.publishedApart())).toBeNull();
});
