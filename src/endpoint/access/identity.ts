import type { Circle, Security } from '../store/database.ts';

/** Who asks. `name` is null for nobody in particular. */
export interface Identity {
  readonly name: string | null;
  readonly roles: readonly string[];
}

export const NOBODY: Identity = { name: null, roles: [] };
/** The command line on this machine, and the endpoint itself. */
export const ENDPOINT: Identity = { name: null, roles: ['_admin'] };

export const isServerAdmin = (who: Identity): boolean => who.roles.includes('_admin');

const isIn = (circle: Circle, who: Identity): boolean =>
  (who.name !== null && circle.names.includes(who.name)) ||
  circle.roles.some((role) => who.roles.includes(role));

export const isDatabaseAdmin = (security: Security, who: Identity): boolean =>
  isServerAdmin(who) || isIn(security.admins, who);

/** As CouchDB: a database whose member lists are both empty is open to everybody. */
export const isMember = (security: Security, who: Identity): boolean =>
  isDatabaseAdmin(security, who) ||
  (security.members.names.length === 0 && security.members.roles.length === 0) ||
  isIn(security.members, who);

/** `127.0.0.0/8` and `::1`, also in IPv6's way of writing IPv4. */
export const isLoopback = (address: string): boolean =>
  /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || address === '::1';
