import { isLoopback } from '../access/identity.ts';

/** The other end of a connection. */
export interface Peer {
  /** Of the socket. Without one the caller is this very program. */
  readonly address?: string;
  readonly isEncrypted?: boolean;
  /** Calls of the command line on this machine, which may do everything. */
  readonly isTrusted?: boolean;
}

/**
 * Where a request really comes from. A proxy on this machine (nginx, Caddy) is believed about whom it speaks for;
 * anything else could claim what it likes. A proxy that says no address still makes the caller a stranger.
 */
export function callerAddress(request: Request, peer: Peer): string {
  const address = peer.address ?? '127.0.0.1';
  if (!isLoopback(address)) return address;
  const forwarded = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (forwarded) return forwarded;
  const isProxied = ['forwarded', 'x-real-ip', 'x-forwarded-host', 'via'].some((name) =>
    request.headers.has(name),
  );
  return isProxied ? 'behind a proxy' : address;
}

export const isEncrypted = (request: Request, peer: Peer): boolean =>
  peer.isEncrypted === true ||
  (isLoopback(peer.address ?? '127.0.0.1') && request.headers.get('x-forwarded-proto') === 'https');
