import type { TestServer } from './servers.ts';

interface CouchDocument {
  _id: string;
  _rev: string;
  _attachments?: Record<string, { digest: string; length: number }>;
  [field: string]: unknown;
}

/** The endpoint as its administrator sees it, past the app. */
export function couch(server: TestServer) {
  const { name, password } = server.administrator;
  const database = `${server.couchRoot}/${server.database.split('/').at(-1)}`;
  const headers = { authorization: `Basic ${btoa(`${name}:${password}`)}` };
  const ask = (path: string): Promise<Response> => fetch(`${database}${path}`, { headers });
  return {
    async documents(prefix: string): Promise<CouchDocument[]> {
      const range = `startkey="${prefix}"&endkey="${prefix}\ufff0"`;
      const answer = await ask(`/_all_docs?include_docs=true&conflicts=true&${encodeURI(range)}`);
      const { rows }: { rows: { doc: CouchDocument }[] } = await answer.json();
      return rows.map((row) => row.doc);
    },
    async attachment(id: string, attachment: string): Promise<Buffer> {
      const answer = await ask(`/${encodeURIComponent(id)}/${attachment}`);
      if (!answer.ok) throw new Error(`${answer.status} for ${id}`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}
