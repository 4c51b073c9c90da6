import { checkAttachmentName, stubsOf } from './attached.ts';
import { readBytes } from './body.ts';
import type { AttachmentCall, Handler, Methods } from './call.ts';
import { namedRev, writeOne } from './documents.ts';
import { attachmentOf, PLAIN, readRevision } from './load.ts';
import { conflict, ifThere, notFound, Refusal } from './refusal.ts';
import { etag, unchanged } from './reply.ts';
import { inSlices } from './streamed.ts';

const DEFAULT_TYPE = 'application/octet-stream';

const read: Handler<AttachmentCall> = async (call) => {
  const { database, id, attachment, query, request } = call;
  const document = await readRevision(database, id, query.text('rev'), PLAIN);
  const stubs = stubsOf(document);
  const stub = Object.hasOwn(stubs, attachment) ? stubs[attachment] : undefined;
  if (!stub) throw notFound('Document is missing attachment');
  const tag = stub.digest.replace(/^md5-/, '');
  const held = unchanged(request, tag);
  if (held) return held;
  const bytes = await attachmentOf(call, document, attachment);
  return ranged(request.headers.get('range'), bytes, {
    'content-type': stub.content_type,
    'content-md5': tag,
    'accept-ranges': 'bytes',
    etag: etag(tag),
    // Stored by whoever may write: shown as a file, never run as a page of this origin.
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'must-revalidate',
  });
};

function ranged(range: string | null, bytes: Buffer, headers: Record<string, string>): Response {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '');
  if (!asked || (asked[1] === '' && asked[2] === '')) return answered(bytes, 200, headers);
  const [, first = '', last = ''] = asked;
  const start = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
  if (start > end || start >= bytes.length) {
    throw new Refusal(416, 'requested_range_not_satisfiable', 'Requested range not satisfiable', {
      'content-range': `bytes */${bytes.length}`,
    });
  }
  return answered(bytes.subarray(start, end + 1), 206, {
    ...headers,
    'content-range': `bytes ${start}-${end}/${bytes.length}`,
  });
}

const answered = (bytes: Buffer, status: number, headers: Record<string, string>): Response =>
  new Response(inSlices(bytes), { status, headers: { ...headers, 'content-length': String(bytes.length) } });

/** The document's winner as it is now, with stubs; the caller must have named its revision. */
async function currentDocument(call: AttachmentCall) {
  const rev = namedRev(call);
  const current = await ifThere(readRevision(call.database, call.id, undefined, PLAIN));
  if (!current && rev === undefined) return { _id: call.id };
  if (!current || current['_rev'] !== rev) throw conflict();
  return current;
}

const write: Handler<AttachmentCall> = async (call) => {
  const name = checkAttachmentName(call.attachment);
  const bytes = await readBytes(call);
  const document = await currentDocument(call);
  const content_type = call.request.headers.get('content-type') ?? DEFAULT_TYPE;
  const entry = { content_type, follows: true };
  const next = { ...document, _attachments: { ...stubsOf(document), [name]: entry } };
  return writeOne(call, next, true, new Map([[name, bytes]]));
};

const remove: Handler<AttachmentCall> = async (call) => {
  const document = await currentDocument(call);
  const stubs = stubsOf(document);
  if (!Object.hasOwn(stubs, call.attachment)) throw notFound('Document is missing attachment');
  const { [call.attachment]: _gone, ...kept } = stubs;
  const answer = await writeOne(call, { ...document, _attachments: kept }, true);
  return new Response(answer.body, { status: 200, headers: answer.headers });
};

export const attachmentMethods: Methods<AttachmentCall> = { GET: read, PUT: write, DELETE: remove };
