import { expect, test } from 'vitest';
import { openWorld, ROOT_LOGIN } from './support.ts';

test('an upload under way while the endpoint stops is told to come again, not that its database is gone', async () => {
  const { endpoint, root } = await openWorld();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const headers = { authorization: ROOT_LOGIN, 'content-type': 'application/json' };
  const init: RequestInit & { duplex: 'half' } = { method: 'PUT', headers, body: readable, duplex: 'half' };
  const upload = endpoint.fetch(new Request('http://localhost/db/demo/late', init));
  const writer = writable.getWriter();
  // It is written when the endpoint reads: from then on the upload is under way.
  await writer.write(Buffer.from('{"late":'));
  await endpoint.close();
  await writer.write(Buffer.from('true}'));
  await writer.close();
  const answer = await upload;
  expect([answer.status, await answer.json()]).toMatchObject([503, { error: 'service_unavailable' }]);
  expect((await root('GET', '/demo')).status).toBe(503);
});
