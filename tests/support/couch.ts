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
  const post = async (path: string, body: object): Promise<Response> => {
    const answer = await fetch(`${database}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${answer.status} for ${path}: ${await answer.text()}`);
    return answer;
  };
  return {
    async documents(prefix: string): Promise<CouchDocument[]> {
      const range = `startkey="${prefix}"&endkey="${prefix}\ufff0"`;
      const answer = await ask(`/_all_docs?include_docs=true&conflicts=true&${encodeURI(range)}`);
      const { rows }: { rows: { doc: CouchDocument }[] } = await answer.json();
      return rows.map((row) => row.doc);
    },
    /** Writes documents, each over the revision that is there. */
    async put(documents: readonly { _id: string; body: object }[]): Promise<void> {
      const keys = documents.map(({ _id }) => _id);
      const held: { rows: { value?: { rev?: string } }[] } = await (
        await post('/_all_docs', { keys })
      ).json();
      const docs = documents.map(({ _id, body }, at) => {
        const _rev = held.rows[at]?.value?.rev;
        return { _id, ...(_rev === undefined ? {} : { _rev }), ...body };
      });
      const answers: { id: string; error?: string }[] = await (await post('/_bulk_docs', { docs })).json();
      const refused = answers.filter(({ error }) => error !== undefined);
      if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
    },
    /** Writes a revision beside those that are there, as a replication does. */
    async putApart(_id: string, _rev: string, body: object): Promise<void> {
      await post('/_bulk_docs', { docs: [{ ...body, _id, _rev }], new_edits: false });
    },
    async attachment(id: string, attachment: string): Promise<Buffer> {
      const answer = await ask(`/${encodeURIComponent(id)}/${attachment}`);
      if (!answer.ok) throw new Error(`${answer.status} for ${id}`);
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}
