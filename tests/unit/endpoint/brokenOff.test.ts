import { type IncomingMessage, request } from 'node:http';
import { expect, test, vi } from 'vitest';
import { startServer } from '../../../src/endpoint/server.ts';
import { Database } from '../../../src/endpoint/store/database.ts';
import { ROOT_LOGIN } from './support.ts';

/** Asks, and takes nothing of the answer but its head. */
function ask(url: string, method = 'GET', body?: object): Promise<IncomingMessage> {
  const headers = { authorization: ROOT_LOGIN, 'content-type': 'application/json' };
  return new Promise((told, failed) => {
    const asked = request(url, { method, headers, agent: false }, told).on('error', failed);
    asked.end(body && JSON.stringify(body));
  });
}

/** All that comes, and whether it was told to be the end. */
function taken(answer: IncomingMessage): Promise<{ text: string; isWhole: boolean }> {
  let text = '';
  answer.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  answer.on('error', () => undefined);
  return new Promise((over) => answer.on('close', () => over({ text, isWhole: answer.complete })));
}

test('over a connection, too, a part is never taken for the whole: it breaks off, with no word of the failure', async () => {
  const options = { host: '127.0.0.1', port: 0, dataFolder: '', iterations: 2 };
  const { url, endpoint, close } = await startServer({ ...options, adapter: 'memory' });
  await endpoint.setAdmin('root', 'pw-root');
  const demo = `${url}/db/demo`;
  await taken(await ask(demo, 'PUT'));
  for (let n = 0; n < 10; n++) await taken(await ask(`${demo}/d${n}`, 'PUT', { text: 'x'.repeat(100_000) }));
  const { winner } = Database.prototype;
  const reading = vi.spyOn(Database.prototype, 'winner').mockImplementation(async function (
    this: Database,
    row,
  ) {
    if (row.id === 'd7') throw new Error('the disk is broken');
    return winner.call(this, row);
  });
  for (const path of ['_changes?include_docs=true', '_all_docs?include_docs=true']) {
    const { text, isWhole } = await taken(await ask(`${demo}/${path}`));
    expect(text).toContain('"_id":"d1"');
    expect(text).not.toContain('broken');
    expect(isWhole, path).toBe(false);
  }
  reading.mockRestore();
  await close();
});
