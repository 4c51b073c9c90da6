import { ENDPOINT } from '../access/identity.ts';
import type { Known } from '../access/people.ts';
import { corsHeaders, type Origins, preflight } from '../http/cors.ts';
import { packed } from '../http/gzip.ts';
import { callerAddress, isEncrypted, type Peer } from '../http/peer.ts';
import { trust } from './body.ts';
import type { Call, Core } from './call.ts';
import type { Share } from './held.ts';
import { logLine } from './log.ts';
import { Query } from './query.ts';
import { closed, fromPouch, Refusal } from './refusal.ts';
import { refused } from './reply.ts';
import { answerCall, splitPath } from './route.ts';
import { sessionCookie } from './session.ts';

/**
 * CouchDB's HTTP interface under `root`: every request gets an answer, and what goes wrong inside never gets out.
 * @param root path without slash at its end, `/db`
 */
export function couch(
  core: Core,
  root: string,
  origins: Origins,
): (request: Request, peer: Peer) => Promise<Response> {
  return async (request, peer) => {
    const early = preflight(request, origins);
    if (early) return early;
    if (peer.isTrusted) trust(request);
    const share = core.held.share(request, peer.isTrusted !== true);
    const answer = share.until(await answerSafely({ core, root, request, peer, share }));
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(corsHeaders(request.headers.get('origin'), origins))) {
      headers.set(name, value);
    }
    headers.append('vary', 'Origin');
    headers.set('server', `Dastak/${core.version}`);
    const { status } = answer;
    if (request.method !== 'HEAD') return packed(request, new Response(answer.body, { status, headers }));
    await answer.body?.cancel();
    return new Response(null, { status, headers });
  };
}

interface Asked {
  readonly core: Core;
  readonly root: string;
  readonly request: Request;
  readonly peer: Peer;
  readonly share: Share;
}

async function answerSafely(asked: Asked): Promise<Response> {
  const { core, request } = asked;
  if (core.closing.aborted) return refused(closed());
  try {
    return await answer(asked);
  } catch (trouble) {
    // It began to stop meanwhile: that nothing was found (a login, a document) means nothing then.
    if (core.closing.aborted) return refused(closed());
    const refusal = fromPouch(trouble);
    const cause = trouble instanceof Refusal ? trouble.cause : trouble;
    if (cause !== undefined && refusal.status >= 500) core.log(logLine(request, cause));
    return refused(refusal);
  }
}

async function answer({ core, root, request, peer, share }: Asked): Promise<Response> {
  const url = new URL(request.url);
  const path = splitPath(url.pathname.slice(root.length));
  const address = callerAddress(request, peer);
  const known: Known = peer.isTrusted
    ? { who: ENDPOINT, by: 'default' }
    : await core.people.identify(request, address);
  const call: Call = {
    core,
    request,
    share,
    query: new Query(url.searchParams),
    known,
    who: known.who,
    address,
    isEncrypted: isEncrypted(request, peer),
  };
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const response = await answerCall(call, method, path);
  if (known.renew !== undefined && !response.headers.has('set-cookie')) {
    response.headers.set('set-cookie', sessionCookie(call, known.renew));
  }
  return response;
}
