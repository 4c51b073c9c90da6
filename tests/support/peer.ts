/// <reference path="../../src/endpoint/pouchdb.d.ts" />
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import http from 'pouchdb-adapter-http';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';
import { embeddedEndpoint } from './embedded.ts';

/** PouchDB 9, an implementation of replication that is not ours, beside the embedded endpoint on a real socket. */

export const Peer = PouchDB.plugin(memory).plugin(http).plugin(replication) as unknown as PeerConstructor;

export interface PeerDatabase {
  get(id: string, options?: object): Promise<PeerDocument>;
  put(document: object, options?: object): Promise<{ rev: string }>;
  bulkDocs(documents: object[], options?: object): Promise<unknown[]>;
  allDocs(options?: object): Promise<{ rows: { id: string }[] }>;
  getAttachment(id: string, name: string, options?: object): Promise<Uint8Array>;
  replicate: {
    from(source: PeerDatabase): Promise<{ ok: boolean; docs_written: number }>;
    to(target: PeerDatabase): Promise<{ ok: boolean; docs_written: number }>;
  };
}
export interface PeerDocument {
  _id: string;
  _rev: string;
  _conflicts?: string[];
  _revisions?: { start: number; ids: string[] };
  _attachments?: Record<string, { digest: string; length: number; content_type: string }>;
  [field: string]: unknown;
}
type PeerConstructor = new (name: string, options?: object) => PeerDatabase;

let made = 0;

/** A PouchDB of its own, empty. */
export const newPeer = (): PeerDatabase => new Peer(`peer-${process.pid}-${made++}`, { adapter: 'memory' });

/** The embedded endpoint on 127.0.0.1, and PouchDB's view of its database. */
export async function servedEndpoint() {
  const under = await embeddedEndpoint();
  const server = createAdaptorServer({ fetch: (request) => under.endpoint.fetch(request) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/db/demo`;
  return {
    ...under,
    fetch: (path: string, init: RequestInit) => fetch(path, init),
    url,
    as: (name: string, password: string): PeerDatabase =>
      new Peer(url, { adapter: 'http', auth: { username: name, password }, skip_setup: true }),
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await under.close();
    },
  };
}
