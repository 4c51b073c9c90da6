import { expect } from 'vitest';
import { type Ask, type Scene, type SiteUnderTest, siteContract } from './site.ts';

interface Row {
  readonly id: string;
  readonly seq: string | null;
}
const rowsOf = (body: Record<string, unknown>): Row[] => body['results'] as Row[];
const escaped = (value: unknown): string => encodeURIComponent(String(value));

const write = (ask: Ask, db: string, ...ids: string[]) =>
  ask('POST', `/${db}/_bulk_docs`, { docs: ids.map((_id) => ({ _id, type: _id.slice(0, 1) })) });
const lastOf = async (ask: Ask, db: string): Promise<string> =>
  escaped((await ask('GET', `/${db}/_changes?since=now`)).body['last_seq']);

/** Listens until enough came, then goes away. */
async function listen({ site, db }: Scene, query: string, isEnough: (text: string) => boolean) {
  const { name, password } = site.administrator;
  const leaving = new AbortController();
  const headers = { authorization: `Basic ${btoa(`${name}:${password}`)}` };
  const answer = await fetch(`${site.url}/${db}/_changes?${query}`, { headers, signal: leaving.signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true });
    if (isEnough(text)) break;
  }
  leaving.abort();
  return { text, type: answer.headers.get('content-type') ?? '' };
}

/** What who follows the changes relies on, as Apache CouchDB 3.5.0 answered when it was recorded. */
export function feedContract(name: string, makeSite: () => Promise<SiteUnderTest>): void {
  siteContract(`${name}, to who follows the changes,`, makeSite, (contract) => {
    contract('pages to the end, and says how many are left', async ({ ask, db }) => {
      await write(ask, db, 'a', 'b', 'c', 'd', 'e');
      const ids: string[] = [];
      let pending: unknown;
      for (let since: unknown = 0; pending !== 0; ) {
        const { body } = await ask('GET', `/${db}/_changes?limit=2&since=${escaped(since)}`);
        ids.push(...rowsOf(body).map(({ id }) => id));
        since = body['last_seq'];
        pending = body['pending'];
      }
      expect(ids.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    contract('tells a place only now and then when that is asked for', async ({ ask, db }) => {
      await write(ask, db, 'a', 'b', 'c', 'd', 'e', 'f');
      const rows = rowsOf((await ask('GET', `/${db}/_changes?seq_interval=3`)).body);
      expect(rows.filter(({ seq }) => seq === null)).toHaveLength(4);
    });

    contract('tells only what somebody selects by id or by content', async ({ ask, db }) => {
      await write(ask, db, 'a1', 'b1', 'b2');
      const named = await ask('POST', `/${db}/_changes?filter=_doc_ids`, { doc_ids: ['b1'] });
      expect(rowsOf(named.body)).toMatchObject([{ id: 'b1' }]);
      const selected = await ask('POST', `/${db}/_changes?filter=_selector`, { selector: { type: 'a' } });
      expect(rowsOf(selected.body)).toMatchObject([{ id: 'a1' }]);
    });

    contract('knows its places, and refuses what it never gave', async ({ ask, db }) => {
      await write(ask, db, 'a');
      const now = await ask('GET', `/${db}/_changes?since=now`);
      expect(now.body).toMatchObject({ results: [], last_seq: expect.any(String) });
      expect(await ask('GET', `/${db}/_changes?since=garbage`)).toMatchObject({
        status: 400,
        body: { error: 'bad_request', reason: "Malformed sequence supplied in 'since' parameter." },
      });
    });

    contract('wakes who waits when something is written', async ({ ask, db }) => {
      await write(ask, db, 'before');
      const since = await lastOf(ask, db);
      const waiting = ask('GET', `/${db}/_changes?feed=longpoll&since=${since}`);
      await write(ask, db, 'news');
      expect(rowsOf((await waiting).body)).toMatchObject([{ id: 'news' }]);
    });

    contract('lets who waits go after the time that she set', async ({ ask, db }) => {
      const since = await lastOf(ask, db);
      const told = await ask('GET', `/${db}/_changes?feed=longpoll&since=${since}&timeout=200`);
      expect(told).toMatchObject({ status: 200, body: { results: [], last_seq: expect.any(String) } });
    });

    contract('shows who waits that the line still stands', async (scene) => {
      const query = `feed=longpoll&heartbeat=200&since=${await lastOf(scene.ask, scene.db)}`;
      const { text } = await listen(scene, query, (so) => /\n\n\n/.test(so));
      expect(text.trim()).toBe('{"results":[');
    });

    contract('goes on telling, a line for each change', async (scene) => {
      await write(scene.ask, scene.db, 'a', 'b');
      let later: Promise<unknown> | undefined;
      const linesOf = (text: string) =>
        text
          .split('\n')
          .slice(0, -1)
          .filter((line) => line !== '');
      const { text } = await listen(scene, 'feed=continuous&since=0&heartbeat=1000', (so) => {
        if (linesOf(so).length >= 2) later ??= write(scene.ask, scene.db, 'later');
        return linesOf(so).length >= 3;
      });
      await later;
      const ids = linesOf(text).map((line) => (JSON.parse(line) as Row).id);
      expect(ids.slice(0, 2).sort()).toEqual(['a', 'b']);
      expect(ids[2]).toBe('later');
    });

    contract('goes on telling in the words of a browser’s EventSource', async (scene) => {
      await write(scene.ask, scene.db, 'a');
      const { text, type } = await listen(scene, 'feed=eventsource&since=0', (so) => /\n\n/.test(so));
      expect(type).toMatch(/^text\/event-stream/);
      const said = /^data: ?(.*)$/m.exec(text)?.[1] ?? '';
      expect(JSON.parse(said)).toMatchObject({ id: 'a' });
    });
  });
}
