import { resolve } from 'node:path';
import { type Flags, folderOf, text } from './arguments.ts';
import { type CouchClient, clientAt, clientOfFolder, readUrl } from './couchClient.ts';

/** The endpoint a command is about: `--url`, else the data folder. */
export function clientOf(flags: Flags): Promise<CouchClient> {
  const said = text(flags, 'url');
  if (said === undefined) return clientOfFolder(resolve(folderOf(flags)));
  const { url, authorization } = readUrl(said, text(flags, 'admin'));
  return Promise.resolve(clientAt(url, authorization));
}

export const using = <T>(client: CouchClient, work: (client: CouchClient) => Promise<T>): Promise<T> =>
  work(client).finally(() => client.close());
