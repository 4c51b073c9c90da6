import { ReplicationTrouble } from '../replication/replicate.ts';
import type { Running } from '../replication/replicator.ts';
import { readFields } from './body.ts';
import type { Call, Handler } from './call.ts';
import { notFound, Refusal } from './refusal.ts';
import { json } from './reply.ts';
import { mustBeServerAdmin } from './server.ts';

/** For administrators only: the endpoint goes to whatever address it is told. */
export const replicateNow: Handler<Call> = async (call) => {
  mustBeServerAdmin(call);
  const { replicator } = call.core;
  const body = await readFields(call);
  const job = replicator.read(body);
  const _local_id = job.continuous ? `${job.id}+continuous` : job.id;
  if (job.cancel) {
    if (!replicator.cancel(job)) throw notFound('Replication not found.');
    return json({ ok: true, _local_id });
  }
  if (job.continuous) {
    replicator.continuously(job);
    return json({ ok: true, _local_id }, 202);
  }
  const checkpoint = await replicator.once(body).catch((trouble: unknown) => {
    throw refusalOf(trouble);
  });
  return json({ ok: true, ...checkpoint });
};

function refusalOf(trouble: unknown): Refusal {
  if (trouble instanceof Refusal) return trouble;
  if (!(trouble instanceof ReplicationTrouble))
    return new Refusal(500, 'error', String((trouble as Error).message));
  // The other side's 401 is not about who called us.
  const status = trouble.status === 404 ? 404 : 500;
  return new Refusal(status, trouble.error, trouble.message);
}

const stateOf = (running: Running): string => (running.trouble === undefined ? 'running' : 'crashing');

const told = (running: Running) => ({
  database: running.docId === null ? null : '_replicator',
  doc_id: running.docId,
  id: running.job.continuous ? `${running.job.id}+continuous` : running.job.id,
  node: 'nonode@nohost',
  source: `${running.job.source.url}/`,
  target: `${running.job.target.url}/`,
  start_time: running.startedAt,
  error_count: running.failures,
  info: running.trouble === undefined ? (running.session?.stats ?? null) : { error: running.trouble },
});

export const schedulerJobs: Handler<Call> = async (call) => {
  mustBeServerAdmin(call);
  const jobs = call.core.replicator.running().map((one) => ({ ...told(one), user: null, history: [] }));
  return json({ total_rows: jobs.length, offset: 0, jobs });
};

export const schedulerDocs: Handler<Call> = async (call) => {
  mustBeServerAdmin(call);
  const own = call.core.replicator.running().filter((one) => one.docId !== null);
  const docs = own.map((one) => ({ ...told(one), state: stateOf(one), last_updated: one.startedAt }));
  return json({ total_rows: docs.length, offset: 0, docs });
};

export const activeTasks: Handler<Call> = async (call) => {
  mustBeServerAdmin(call);
  const tasks = call.core.replicator.running().map((one) => ({
    type: 'replication',
    replication_id: one.job.id,
    doc_id: one.docId,
    continuous: one.job.continuous,
    source: `${one.job.source.url}/`,
    target: `${one.job.target.url}/`,
    started_on: Math.floor(Date.parse(one.startedAt) / 1000),
    ...one.session?.stats,
  }));
  return json(tasks);
};
