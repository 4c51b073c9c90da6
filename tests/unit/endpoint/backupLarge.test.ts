import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backup } from '../../../src/endpoint/cli/backup.ts';
import { clientOfEndpoint, clientOfFolder } from '../../../src/endpoint/cli/couchClient.ts';
import { restore } from '../../../src/endpoint/cli/restore.ts';
import { REQUEST_BYTES_MAX } from '../../../src/endpoint/couch/body.ts';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import { freshFolder } from './process.ts';
import { at, caller, openWorld, ROOT_LOGIN } from './support.ts';

test('a document that is larger with its attachments than one request may be comes back', async () => {
  const first = await createEndpoint({ dataFolder: await freshFolder(), iterations: 2 });
  await first.setAdmin('root', 'pw-root');
  const root = caller(first, ROOT_LOGIN);
  await root('PUT', '/demo');
  const film = randomBytes(REQUEST_BYTES_MAX / 2.6);
  let rev = at(await root('PUT', '/demo/media:2', {}), 'rev');
  for (const name of ['a', 'b']) {
    rev = at(await root('PUT', `/demo/media:2/${name}?rev=${rev}`, film), 'rev');
  }
  const file = join(await freshFolder(), 'all.jsonl');
  await backup(clientOfEndpoint(first), file, undefined);
  await first.close();

  const folder = await freshFolder();
  await restore(file, folder);
  const client = await clientOfFolder(folder);
  const { body } = await client.request('GET', '/demo/media%3A2');
  await client.close();
  const digest = `md5-${createHash('md5').update(film).digest('base64')}`;
  const stub = { digest, length: film.length };
  expect(body).toMatchObject({ _rev: rev, _attachments: { a: stub, b: stub } });
});

test('nobody else may send as much', async () => {
  const { root } = await openWorld();
  const { status } = await root('PUT', '/demo/large', Buffer.alloc(REQUEST_BYTES_MAX + 1, 0x20));
  expect(status).toBe(413);
});
