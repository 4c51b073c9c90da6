import { hex } from '../domain/hex.ts';
import { md5Hex } from '../domain/md5.ts';

/** The same database, however its URL was typed: no credentials, no query, no trailing slash. Undefined: no such URL. */
export function databaseUrl(typed: string): string | undefined {
  const url = parsed(typed.trim());
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const path = url.pathname.replace(/\/+$/, '');
  return path === '' ? undefined : `${url.origin}${path}`;
}

function parsed(typed: string): URL | undefined {
  try {
    return new URL(typed);
  } catch {
    return undefined;
  }
}

/** Name of the phone's copy of that database: 12 hex digits. */
export async function replicaName(url: string): Promise<string> {
  const same = databaseUrl(url) ?? url;
  // Browsers have no SHA-256 on plain http; such an origin keeps its own databases, so that the names never meet.
  if (globalThis.crypto?.subtle === undefined) return md5Hex(same).slice(0, 12);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(same));
  return hex(new Uint8Array(hash)).slice(0, 12);
}
