import { gzipSync } from 'node:zlib';
import { type Finding, good, missing, slow, unknown } from './finding.ts';
import { fieldOf, type Visitor } from './visitor.ts';

/** What the way between phone and endpoint lets through. */
export const WIRE: readonly ((visitor: Visitor) => Promise<Finding>)[] = [
  sharesWithThePage,
  gzippedBodies,
  gzippedAnswers,
  largeBodies,
  escapedSlashes,
  selections,
  waitsForChanges,
];

const JSON_BODY = { 'content-type': 'application/json' };
const NEEDED_HEADERS = ['authorization', 'content-type', 'content-encoding'];
const CORS_TODO =
  'CouchDB: in local.ini [chttpd] enable_cors = true, and [cors] origins, headers and methods as docs/administration.md lists them.';

async function sharesWithThePage(visitor: Visitor): Promise<Finding> {
  const { origin } = visitor;
  if (origin === undefined) {
    return unknown(
      'Whether the app’s pages may use it was not looked at (CORS).',
      'Say where the app comes from: --origin https://app.example.org',
    );
  }
  if (new URL(visitor.url).origin === origin)
    return good('App and endpoint have the same origin: no CORS is needed.');
  const preflight = (method: 'POST' | 'PUT', asked: readonly string[]) =>
    visitor.ask('OPTIONS', '/_bulk_docs', {
      isAnonymous: true,
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': asked.join(', '),
      },
    });
  const isAllowed = async (method: 'POST' | 'PUT', asked: readonly string[]) => {
    const { status, headers } = await preflight(method, asked);
    const listOf = (name: string) => (headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/);
    const names = listOf('access-control-allow-headers');
    const from = headers.get('access-control-allow-origin');
    // Browsers take POST for granted; PUT must be named.
    const mayPut = method === 'POST' || listOf('access-control-allow-methods').includes('put');
    const mayCome = status < 300 && (from === '*' || from === origin);
    return mayCome && mayPut && asked.every((name) => names.includes(name));
  };
  const plain = NEEDED_HEADERS.slice(0, 2);
  const isAnyAllowed = await isAllowed('POST', plain);
  if (isAnyAllowed && !(await isAllowed('PUT', plain))) {
    return missing(
      `Pages of ${origin} may not use the method PUT (CORS): phones could not note how far they came.`,
      `Add PUT to the allowed methods. ${CORS_TODO}`,
    );
  }
  if (await isAllowed('POST', NEEDED_HEADERS))
    return good(`Pages of ${origin} may use it (CORS), also with compressed bodies.`);
  if (isAnyAllowed) {
    return slow(
      'Pages of another origin may not send compressed bodies: phones send plain ones, about six times as large.',
      `Add content-encoding to the allowed headers. ${CORS_TODO}`,
    );
  }
  return missing(
    `Pages of ${origin} may not use it (CORS).`,
    `Serve the app from the same origin, or allow its origin. ${CORS_TODO}`,
  );
}

async function gzippedBodies(visitor: Visitor): Promise<Finding> {
  const headers = { ...JSON_BODY, 'content-encoding': 'gzip' };
  const { status, body } = await visitor.ask('POST', '/_revs_diff', {
    headers,
    body: gzipSync('{"dastak-check":["1-a"]}'),
  });
  if (status === 200 && body !== undefined) return good('It takes compressed bodies.');
  return slow(
    'It does not take compressed bodies: phones send plain ones, about six times as large.',
    'Let the proxy pass Content-Encoding and the body on as they are.',
  );
}

async function gzippedAnswers(visitor: Visitor): Promise<Finding> {
  const headers = { ...JSON_BODY, 'accept-encoding': 'gzip' };
  const body = JSON.stringify({ 'dastak-check': Array.from({ length: 500 }, (_, n) => `1-${n}`) });
  const told = await visitor.ask('POST', '/_revs_diff', { headers, body });
  if (told.headers.get('content-encoding') === 'gzip') return good('Its answers are compressed.');
  return slow(
    'Its answers are not compressed: first receptions take about five times as long.',
    'CouchDB never does it: let the proxy (nginx: gzip on; gzip_types application/json;).',
  );
}

/** More than nginx lets through unless told; a body of a phone is at most 900 KB, a photo's document 700 KB. */
const LARGE_BYTES = 2_000_000;

async function largeBodies(visitor: Visitor): Promise<Finding> {
  const revs = Array.from({ length: LARGE_BYTES / 50 }, (_, n) => `1-${String(n).padStart(45, '0')}`);
  const body = JSON.stringify({ 'dastak-check': revs });
  const { status } = await visitor.ask('POST', '/_revs_diff', {
    headers: JSON_BODY,
    body,
    withinMs: 120_000,
  });
  if (status === 200) return good('Bodies of 2 MB get through.');
  return missing(
    `A body of 2 MB is answered ${status === 0 ? 'by hanging up' : status}: photos would not get through.`,
    'nginx: client_max_body_size 64m; other proxies have a like setting.',
  );
}

async function escapedSlashes(visitor: Visitor): Promise<Finding> {
  const path = '/_local/dastak%2Fcheck';
  const put = await visitor.ask('PUT', path, { headers: JSON_BODY, body: '{"check":true}' });
  const told = await visitor.ask('GET', path);
  const rev = String(fieldOf(told, '_rev') ?? '');
  const gone = await visitor.ask('DELETE', `${path}?rev=${encodeURIComponent(rev)}`);
  if (put.status !== 201 || fieldOf(told, '_id') !== '_local/dastak/check') {
    return missing(
      'Escaped slashes in addresses, or the method PUT, do not get through.',
      'nginx: proxy_pass without a path behind the port; Apache: AllowEncodedSlashes NoDecode and nocanon.',
    );
  }
  if (gone.status !== 200)
    return missing(
      'The method DELETE does not get through.',
      'Let the proxy pass GET, HEAD, PUT, POST, DELETE and OPTIONS on.',
    );
  return good('All methods and escaped addresses get through.');
}

async function selections(visitor: Visitor): Promise<Finding> {
  const body = JSON.stringify({ selector: { type: 'campaign' } });
  const told = await visitor.ask('POST', '/_changes?filter=_selector&limit=1', { headers: JSON_BODY, body });
  if (told.status === 200) return good('It selects what a collector needs.');
  return slow(
    'It cannot select: collectors receive everybody’s answers.',
    'Use CouchDB 2 or later, or the embedded endpoint.',
  );
}

async function waitsForChanges(visitor: Visitor): Promise<Finding> {
  const { waitMs } = visitor;
  const before = Date.now();
  const told = await visitor.ask('GET', `/_changes?feed=longpoll&since=now&timeout=${waitMs}`);
  const waited = Date.now() - before;
  if (told.status === 200 && Array.isArray(fieldOf(told, 'results'))) {
    return waited >= waitMs / 2
      ? good('It waits for changes.')
      : unknown(
          'It was asked to wait, and answered at once.',
          'Somebody may just have written: check again.',
        );
  }
  return slow(
    'It cannot wait for changes: phones ask again and again.',
    'Let the proxy wait at least 90 seconds for an answer (nginx: proxy_read_timeout 90s).',
  );
}
