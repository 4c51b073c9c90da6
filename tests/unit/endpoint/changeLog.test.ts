import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import { ChangeLog, type ChangeRow } from '../../../src/endpoint/store/changes.ts';
import { freshFolder } from './process.ts';
import { at, caller, ROOT_LOGIN } from './support.ts';

test('tells after every write the last change of each document, oldest first, from any place', () => {
  const writes = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3000, size: 'max' });
  fc.assert(
    fc.property(writes, fc.nat(3000), fc.boolean(), (ids, since, isKept) => {
      let log = new ChangeLog();
      const naive = new Map<string, ChangeRow>();
      ids.forEach((n, index) => {
        const [id, seq] = [`d${n}`, index + 1];
        const row = { seq, id, revs: [`${seq}-a`], deleted: false, bodySeq: seq };
        log.add([row], seq);
        naive.delete(id);
        naive.set(id, row);
      });
      if (isKept) log = ChangeLog.from(log.keep('x'));
      expect(log.after(since)).toEqual([...naive.values()].filter((row) => row.seq > since));
      expect([log.lastSeq, log.size]).toEqual([ids.length, naive.size]);
    }),
    { numRuns: 60 },
  );
});

test('the changes are the same after a restart, and when what was kept of them is lost or from another life', async () => {
  const folder = await freshFolder();
  const open = async () => {
    const endpoint = await createEndpoint({ dataFolder: folder, iterations: 2 });
    await endpoint.setAdmin('root', 'pw-root');
    return { endpoint, root: caller(endpoint, ROOT_LOGIN) };
  };
  const first = await open();
  await first.root('PUT', '/demo');
  const docs = Array.from({ length: 20 }, (_, n) => ({ _id: `d${n % 15}`, _rev: `1-${n}` }));
  await first.root('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  const before = (await first.root('GET', '/demo/_changes?style=all_docs')).body;
  await first.endpoint.close();
  const second = await open();
  expect((await second.root('GET', '/demo/_changes?style=all_docs')).body).toEqual(before);
  await second.endpoint.close();
  await rm(join(folder, 'databases/demo/changes.json'));
  const third = await open();
  expect((await third.root('GET', '/demo/_changes?style=all_docs')).body).toEqual(before);
  await third.root('PUT', '/demo/late', {});
  expect(at(await third.root('GET', '/demo/_changes?descending=true&limit=1'), 'results', 0, 'id')).toBe(
    'late',
  );
  await third.endpoint.close();
});
