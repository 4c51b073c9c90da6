import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { expect, test } from 'vitest';
import { DEMO_CAMPAIGN, type Person, person } from '../support/syncingPerson.ts';
import { buildEndpoint, freshFolder, type Served, serve } from '../unit/endpoint/process.ts';
import { basic } from '../unit/endpoint/support.ts';

/**
 * Two hundred collectors send fifty responses each at one endpoint process on this machine, all at once. Each is the
 * real `src/sync` over a phone's storage (fake-indexeddb) in this process; the endpoint is measured from outside.
 */
const COLLECTORS = Number(process.env['DASTAK_COLLECTORS'] ?? 200);
const RESPONSES = Number(process.env['DASTAK_RESPONSES'] ?? 50);
const ROOT = basic('root', 'pw-root');

interface Use {
  readonly atMs: number;
  /** Of all its threads, in user and system mode. */
  readonly cpuSeconds: number;
  readonly residentMb: number;
  readonly peakMb: number;
}

/** Linux only: what the process has used so far. */
function useOf({ pid }: Served): Use {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the name in brackets; ticks of a hundredth of a second (proc(5)).
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return {
    atMs: performance.now(),
    cpuSeconds: (user + system) / 100,
    residentMb: megabytes('VmRSS'),
    peakMb: megabytes('VmHWM'),
  };
}

async function ask(served: Served, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { authorization: ROOT, 'content-type': 'application/json' };
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${served.url}/db${path}`, { method, headers, ...content });
  expect(answer.status, `${method} ${path}`).toBeLessThan(300);
  return answer.json();
}

async function atOnce<T, R>(
  things: readonly T[],
  limit: number,
  work: (thing: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let place = next++; place < things.length; place = next++)
      results[place] = await work(things[place] as T);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

const rows: string[] = [];
function report(what: string, before: Use, after: Use, documents: number): void {
  const cpu = after.cpuSeconds - before.cpuSeconds;
  const seconds = (after.atMs - before.atMs) / 1000;
  const each = documents > 0 ? ((cpu / documents) * 1000).toFixed(2) : '';
  rows.push(
    `| ${what} | ${seconds.toFixed(1)} | ${cpu.toFixed(1)} | ${each} | ${after.residentMb.toFixed(0)} | ${after.peakMb.toFixed(0)} |`,
  );
}

/** About 1.5 KB, as an interview of forty questions. */
const answersOf = (n: number) =>
  Object.fromEntries(
    Array.from({ length: 40 }, (_, question) => [`question_${question}`, `answer ${n} ${question * n}`]),
  );

test(`${COLLECTORS} collectors of ${RESPONSES} responses each: all arrive, none doubled`, async () => {
  buildEndpoint();
  const served = await serve('--no-demo', '--admin', 'root:pw-root', '--data', await freshFolder());
  const names = Array.from({ length: COLLECTORS }, (_, n) => `collector${n}`);
  await ask(served, 'PUT', '/demo');
  const members = { names: [], roles: ['collector', 'coordinator'] };
  await ask(served, 'PUT', '/demo/_security', { admins: { names: [], roles: ['_admin'] }, members });
  await ask(served, 'PUT', '/demo/campaign:demo', { ...DEMO_CAMPAIGN });

  const start = useOf(served);
  await atOnce(names, 4, (name) =>
    ask(served, 'PUT', `/_users/org.couchdb.user:${name}`, {
      type: 'user',
      name,
      password: name,
      roles: ['collector'],
    }),
  );
  const made = useOf(served);
  report('make the accounts', start, made, 0);
  const signIns = await atOnce(names, 4, async (name) => {
    const answer = await fetch(`${served.url}/db/demo`, { headers: { authorization: basic(name, name) } });
    await answer.arrayBuffer();
    return answer.status;
  });
  expect(new Set(signIns)).toEqual(new Set([200]));
  const signedIn = useOf(served);
  report('first sign-in of each', made, signedIn, 0);

  let requests = 0;
  const counted: typeof fetch = (...given) => {
    requests += 1;
    return fetch(...given);
  };
  const people: Person[] = [];
  for (const [n, name] of names.entries()) {
    const one = person({ name, password: name, fetch: counted, url: `${served.url}/db/demo` });
    for (let k = 0; k < RESPONSES; k++) await one.saves(`${name}-${k}`, answersOf(n * RESPONSES + k));
    people.push(one);
  }
  requests = 0;
  const before = useOf(served);
  const outcomes = await Promise.all(people.map((one) => one.syncs()));
  const after = useOf(served);
  report(`send ${COLLECTORS * RESPONSES} responses, all at once`, before, after, COLLECTORS * RESPONSES);
  const sent = requests;
  expect(outcomes.filter(({ trouble }) => trouble !== null)).toEqual([]);
  for (const one of people) expect(await one.waiting()).toEqual([]);

  const changes = (await ask(served, 'GET', '/demo/_changes?style=all_docs')) as {
    results: { id: string; changes: { rev: string }[] }[];
  };
  const responses = changes.results.filter(({ id }) => id.startsWith('response:'));
  expect(new Set(responses.map(({ id }) => id)).size).toBe(COLLECTORS * RESPONSES);
  expect(
    responses.filter(({ changes: leaves }) => leaves.length !== 1 || !leaves[0]?.rev.startsWith('1-')),
  ).toEqual([]);

  requests = 0;
  const quiet = useOf(served);
  await Promise.all(people.map((one) => one.syncs()));
  report('sync once more, nothing new', quiet, useOf(served), 0);
  const perCollector = (count: number) => (count / COLLECTORS).toFixed(1);
  const asked = `${perCollector(sent)} requests a collector to send, ${perCollector(requests)} to find nothing new`;
  const { sizes } = (await ask(served, 'GET', '/demo')) as { sizes: { file: number } };
  const head =
    '| step | seconds | CPU seconds of the endpoint | CPU ms a document | MB resident | MB at most |';
  console.log(
    [
      `${cpus().length} cores, Node ${process.version}; ${(sizes.file / 1e6).toFixed(1)} MB on the disk; ${asked}`,
      '',
      head,
      '|---|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
  );
  await served.stop();
});
