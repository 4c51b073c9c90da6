import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { expect, test } from 'vitest';
import { DEMO_CAMPAIGN, type Person, person } from '../support/syncingPerson.ts';
import { buildEndpoint, freshFolder, serve } from '../unit/endpoint/process.ts';
import { basic } from '../unit/endpoint/support.ts';

/**
 * Two hundred collectors send fifty responses each at one endpoint process on this machine, all at once. Each is the
 * real `src/sync` over a phone's storage (fake-indexeddb) in this process; the endpoint is measured from outside.
 * `COUCHDB_URL=http://admin:password@host:5984 npm run bench:load` loads that one, in a database of its own.
 */
const COLLECTORS = Number(process.env['DASTAK_COLLECTORS'] ?? 200);
const RESPONSES = Number(process.env['DASTAK_RESPONSES'] ?? 50);

interface Use {
  readonly atMs: number;
  /** Of the endpoint's process; none of an endpoint elsewhere. */
  readonly process?: ProcessUse;
}

interface ProcessUse {
  /** Of all its threads, in user and system mode. */
  readonly cpuSeconds: number;
  readonly residentMb: number;
  readonly peakMb: number;
}

/** Linux only: what a process has used so far. */
function processUse(pid: number): ProcessUse {
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
    cpuSeconds: (user + system) / 100,
    residentMb: megabytes('VmRSS'),
    peakMb: megabytes('VmHWM'),
  };
}

/** What is loaded: an endpoint of our own, or the one that COUCHDB_URL names with its administrator. */
interface Target {
  /** Its root, without a name or a password. */
  readonly url: string;
  readonly authorization: string;
  use(): Use;
  close(): Promise<unknown>;
}

async function target(): Promise<Target> {
  const given = process.env['COUCHDB_URL'];
  if (given) {
    const { origin, pathname, username, password } = new URL(given);
    return {
      url: origin + pathname.replace(/\/$/, ''),
      authorization: basic(decodeURIComponent(username), decodeURIComponent(password)),
      use: () => ({ atMs: performance.now() }),
      close: async () => undefined,
    };
  }
  buildEndpoint();
  const served = await serve('--no-demo', '--admin', 'root:pw-root', '--data', await freshFolder());
  return {
    url: `${served.url}/db`,
    authorization: basic('root', 'pw-root'),
    use: () => ({ atMs: performance.now(), process: processUse(served.pid) }),
    close: () => served.stop(),
  };
}

/** JSON of the endpoint as its administrator is answered; anything but success fails. */
async function ask(
  { url, authorization }: Target,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const headers = { authorization, 'content-type': 'application/json' };
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(url + path, { method, headers, ...content });
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

/** An endpoint that is in use is left as it was found. */
async function tidyUp(loaded: Target, database: string, names: readonly string[]): Promise<void> {
  await ask(loaded, 'DELETE', database);
  await atOnce(names, 4, async (name) => {
    const path = `/_users/org.couchdb.user:${name}`;
    const { _rev } = (await ask(loaded, 'GET', path)) as { _rev: string };
    await ask(loaded, 'DELETE', `${path}?rev=${_rev}`);
  });
}

const rows: string[] = [];
function report(what: string, before: Use, after: Use, documents: number): void {
  const seconds = ((after.atMs - before.atMs) / 1000).toFixed(1);
  const cells = [what, seconds];
  if (before.process !== undefined && after.process !== undefined) {
    const cpu = after.process.cpuSeconds - before.process.cpuSeconds;
    const each = documents > 0 ? ((cpu / documents) * 1000).toFixed(2) : '';
    cells.push(cpu.toFixed(1), each, after.process.residentMb.toFixed(0), after.process.peakMb.toFixed(0));
  }
  rows.push(`| ${cells.join(' | ')} |`);
}

/** About 1.5 KB, as an interview of forty questions. */
const answersOf = (n: number) =>
  Object.fromEntries(
    Array.from({ length: 40 }, (_, question) => [`question_${question}`, `answer ${n} ${question * n}`]),
  );

test(`${COLLECTORS} collectors of ${RESPONSES} responses each: all arrive, none doubled`, async () => {
  const loaded = await target();
  // A name of its own, so that an endpoint that is in use keeps what it has.
  const run = `dastak_load_${Date.now()}`;
  const database = `/${run}`;
  const names = Array.from({ length: COLLECTORS }, (_, n) => `${run}_${n}`);
  await ask(loaded, 'PUT', database);
  const members = { names: [], roles: ['collector', 'coordinator'] };
  await ask(loaded, 'PUT', `${database}/_security`, { admins: { names: [], roles: ['_admin'] }, members });
  await ask(loaded, 'PUT', `${database}/campaign:demo`, { ...DEMO_CAMPAIGN });

  const start = loaded.use();
  await atOnce(names, 4, (name) =>
    ask(loaded, 'PUT', `/_users/org.couchdb.user:${name}`, {
      type: 'user',
      name,
      password: name,
      roles: ['collector'],
    }),
  );
  const made = loaded.use();
  report('make the accounts', start, made, 0);
  const signIns = await atOnce(names, 4, async (name) => {
    const answer = await fetch(loaded.url + database, { headers: { authorization: basic(name, name) } });
    await answer.arrayBuffer();
    return answer.status;
  });
  expect(new Set(signIns)).toEqual(new Set([200]));
  const signedIn = loaded.use();
  report('first sign-in of each', made, signedIn, 0);

  let requests = 0;
  const counted: typeof fetch = (...given) => {
    requests += 1;
    return fetch(...given);
  };
  const people: Person[] = [];
  for (const [n, name] of names.entries()) {
    const one = person({ name, password: name, fetch: counted, url: loaded.url + database });
    for (let k = 0; k < RESPONSES; k++) await one.saves(`${name}-${k}`, answersOf(n * RESPONSES + k));
    people.push(one);
  }
  requests = 0;
  const before = loaded.use();
  const outcomes = await Promise.all(people.map((one) => one.syncs()));
  const after = loaded.use();
  report(`send ${COLLECTORS * RESPONSES} responses, all at once`, before, after, COLLECTORS * RESPONSES);
  const sent = requests;
  expect(outcomes.filter(({ trouble }) => trouble !== null)).toEqual([]);
  for (const one of people) expect(await one.waiting()).toEqual([]);

  const changes = (await ask(loaded, 'GET', `${database}/_changes?style=all_docs`)) as {
    results: { id: string; changes: { rev: string }[] }[];
  };
  const responses = changes.results.filter(({ id }) => id.startsWith('response:'));
  expect(new Set(responses.map(({ id }) => id)).size).toBe(COLLECTORS * RESPONSES);
  expect(
    responses.filter(({ changes: leaves }) => leaves.length !== 1 || !leaves[0]?.rev.startsWith('1-')),
  ).toEqual([]);

  // A first session sends; the next one receives, and each phone selects among everybody's.
  requests = 0;
  const selecting = loaded.use();
  await Promise.all(people.map((one) => one.syncs()));
  report('first reception of each, all at once', selecting, loaded.use(), 0);
  const received = requests;
  requests = 0;
  const quiet = loaded.use();
  await Promise.all(people.map((one) => one.syncs()));
  report('sync once more, nothing new', quiet, loaded.use(), 0);
  const perCollector = (count: number) => (count / COLLECTORS).toFixed(1);
  const asked = `requests a collector: ${perCollector(sent)} to send, ${perCollector(received)} to receive, ${perCollector(requests)} to find nothing new`;
  const { sizes } = (await ask(loaded, 'GET', database)) as { sizes: { file: number } };
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
  await tidyUp(loaded, database, names);
  await loaded.close();
});
