import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { accepts } from './gzip.ts';
import { APP_POLICY } from './headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const FOREVER = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'no-cache';

interface File {
  readonly plain: Buffer;
  readonly type: string;
  readonly tag: string;
  /** By content coding; made when first asked for. */
  readonly packed: Map<string, Promise<Buffer>>;
}

const packers: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  // 9 of 11: 11 takes seconds for the map's chunk and saves another 2 %.
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** The built app: files of `folder`; every other path that a person may open is the app's own page. */
export function appFiles(folder: string): (request: Request) => Promise<Response> {
  const files = new Map<string, Promise<File | undefined>>();
  const find = (path: string): Promise<File | undefined> => {
    // By its own place: a stranger can write one path in endless ways, and each would be kept.
    const full = normalize(join(folder, path));
    const known = files.get(full) ?? readIn(folder, full);
    files.set(full, known);
    const forget = () => files.delete(full);
    known.then((file) => file ?? forget(), forget);
    return known;
  };
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Method not allowed\n', { status: 405, headers: { allow: 'GET, HEAD' } });
    }
    const path = pathOf(request);
    const file = path === undefined || path === '/' ? undefined : await find(path);
    if (file) return send(request, file, normalize(path ?? '').startsWith('/assets/') ? FOREVER : ASK_FIRST);
    if (path === undefined || (path !== '/' && extname(path) !== '')) return plain(404, 'Not found');
    const page = await find('/index.html');
    return page ? send(request, page, ASK_FIRST) : plain(503, 'The app is not built yet. Run: npm start');
  };
}

const plain = (status: number, text: string): Response =>
  new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });

function pathOf(request: Request): string | undefined {
  try {
    return decodeURIComponent(new URL(request.url).pathname);
  } catch {
    return undefined;
  }
}

async function readIn(folder: string, full: string): Promise<File | undefined> {
  const type = TYPES[extname(full)];
  if (full.includes('\0') || !full.startsWith(folder + sep) || type === undefined) return undefined;
  const isFile = await stat(full).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return undefined;
  const bytes = await readFile(full);
  const tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return { plain: bytes, type, tag, packed: new Map() };
}

async function send(request: Request, file: File, cache: string): Promise<Response> {
  const isPackable = !/^(image\/png|image\/x-icon|font\/woff2)$/.test(file.type);
  const coding = isPackable ? Object.keys(packers).find((one) => accepts(request, one)) : undefined;
  const tag = `"${file.tag}${coding ? `-${coding}` : ''}"`;
  const headers: Record<string, string> = {
    'content-type': file.type,
    'cache-control': cache,
    'content-security-policy': APP_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    vary: 'Accept-Encoding',
    etag: tag,
  };
  const held = request.headers.get('if-none-match');
  if (held?.split(',').some((one) => one.trim() === tag)) return new Response(null, { status: 304, headers });
  const bytes = coding ? await pack(file, coding) : file.plain;
  headers['content-length'] = String(bytes.length);
  if (coding) headers['content-encoding'] = coding;
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers });
}

function pack(file: File, coding: string): Promise<Buffer> {
  const known = file.packed.get(coding) ?? packers[coding]?.(file.plain) ?? Promise.resolve(file.plain);
  file.packed.set(coding, known);
  return known;
}
