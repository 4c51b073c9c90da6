import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { beforeAll, expect, test, vi } from 'vitest';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { loadNamespace, startLanguage } from '../../../src/language/index.ts';
import { DeskContext } from '../../../src/ui/screens/desk/deskContext.ts';
import { endingWith } from '../../../src/ui/screens/desk/forms/ending.ts';
import { Publish } from '../../../src/ui/screens/desk/forms/Publish.tsx';
import { RoundList, Switching } from '../../../src/ui/screens/desk/forms/Rounds.tsx';
import { compiled, formOf } from '../domain/form.scenario.ts';
import { first, office } from './office.ts';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await startLanguage('en');
  await loadNamespace('xlsform');
});

const NEW = compiled(formOf([{ type: 'text', name: 'said', label: { en: 'Said' } }])).definition;

/** What the page shows of publishing a form, before she has tapped anything. */
async function publishPage(definition: FormDefinition): Promise<string> {
  const { desk } = await office();
  const outlook = await desk.formOutlook(definition, []);
  const publish = h(Publish, {
    definition,
    outlook,
    files: [],
    isBlocked: false,
    onPublished: () => undefined,
  });
  return renderToString(h(DeskContext, { value: desk }, publish));
}

const isDisabled = (html: string): boolean => /<button[^>]* disabled/.test(html);

test('a new form ends no survey before she chose where it is asked', async () => {
  const html = await publishPage(NEW);
  expect(html).not.toMatch(/<input[^>]* checked/);
  expect(isDisabled(html)).toBe(true);
  expect(html).toContain('Choose where it is asked.');
});

test('a new version of a form that is asked stays where it is asked', async () => {
  const { desk, store } = await office();
  const [form] = (await store.documents.ofType('form')).filter(({ id }) => id === 'form:after:0');
  if (form === undefined) throw new Error('no form');
  const { definition } = form.body;
  const html = await publishPage({ ...definition, version: '2' });
  expect(html.match(/<input[^>]* checked/g)?.length).toBe(1);
  expect(isDisabled(html)).toBe(false);
  const rounds = await first(desk.rounds());
  const outlook = { rounds, placeReport: undefined };
  expect(endingWith({ kind: 'asBefore' }, 'after', outlook)).toBeUndefined();
});

test('each choice says what collectors are no longer asked', async () => {
  const { desk } = await office();
  const outlook = await desk.formOutlook(NEW, []);
  const title = { en: 'after', ur: 'after ur', es: 'after es' };
  expect(endingWith({ kind: 'newRound' }, 'household', outlook)).toEqual({
    kind: 'form',
    title,
    name: 'after',
  });
  expect(endingWith({ kind: 'round', name: 'baseline' }, 'household', outlook)).toMatchObject({ title });
  // Its own form in another round: the survey goes on, the round ends.
  expect(endingWith({ kind: 'newRound' }, 'after', outlook)).toMatchObject({
    kind: 'round',
    name: 'endline',
  });
  expect(endingWith({ kind: 'round', name: 'endline' }, 'after', outlook)).toBeUndefined();
  expect(endingWith({ kind: 'placeReport' }, 'household', outlook)).toMatchObject({ name: 'place' });
  expect(endingWith({ kind: 'placeReport' }, 'place', outlook)).toBeUndefined();
});

test('the very version that is asked cannot be published where it is asked', async () => {
  const { desk } = await office();
  const published = await desk.publishForm(NEW, [], { kind: 'newRound' });
  if (!published.ok) throw new Error(published.why);
  const outlook = await desk.formOutlook(NEW, []);
  expect(outlook.isSame).toBe(true);
  const publish = h(Publish, {
    definition: NEW,
    outlook,
    files: [],
    isBlocked: false,
    onPublished: () => undefined,
  });
  const html = renderToString(h(DeskContext, { value: desk }, publish));
  expect(isDisabled(html)).toBe(true);
  expect(html).toContain('Nothing would change');
});

test('the rounds stand in their order with the one that is asked now, and each other can be asked again', async () => {
  const { desk } = await office();
  const rounds = await first(desk.rounds());
  const html = renderToString(h(DeskContext, { value: desk }, h(RoundList, { rounds })));
  expect(html).toMatch(/Baseline.*Ask this round: .*Baseline.*Endline.*asked now/s);
  expect(html.match(/aria-label="Ask this round/g)?.length).toBe(1);
  const [baseline] = rounds;
  if (baseline === undefined) throw new Error('no round');
  expect(renderToString(h(Switching, { rounds, to: baseline }))).toMatch(/no longer be asked.*after/);
});
