import { isLoopback } from '../../access/identity.ts';
import { end, type Finding, good, missing, slow, unknown } from './finding.ts';
import { fieldOf, type Told, type Visitor } from './visitor.ts';

/** Looks that must be good before any other makes sense. */
export const REACH: readonly ((visitor: Visitor) => Promise<Finding>)[] = [
  reachable,
  encrypted,
  isCouch,
  signsIn,
];

const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'Its certificate has expired: renew it.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'Its certificate is signed by itself, and phones refuse that: get one from an authority (Caddy does it alone), or install your own authority on each phone.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Its authority is not known here. If it is your own, run this with NODE_EXTRA_CA_CERTS=ca.pem, and install it on each phone.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The certificate comes without those above it: serve the whole chain (with nginx: fullchain.pem).',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Its certificate is for another name: use that name, or a certificate for this one.',
};
const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Nobody knows this name: check the address, and the DNS entry of the name.',
  ECONNREFUSED:
    'The computer answers, but nothing listens there: start the endpoint, check the port and the firewall.',
  TimeoutError: 'No answer came within 20 seconds: check the firewall, and whether the computer is on.',
};

async function reachable(visitor: Visitor): Promise<Finding> {
  const told = await visitor.ask('GET', '/../');
  const { trouble } = told;
  if (trouble === undefined) return redirected(told) ?? good('The address answers.');
  const todo =
    CERTIFICATE[trouble] ?? NETWORK[trouble] ?? `The network says ${trouble}: check address and connection.`;
  return end(`${visitor.url} cannot be reached.`, todo);
}

function redirected({ status, headers }: Told): Finding | undefined {
  if (status < 300 || status >= 400) return undefined;
  const to = headers.get('location') ?? 'elsewhere';
  return end(`The address sends on to ${to}.`, 'Give people the address it sends on to: apps do not follow.');
}

async function encrypted({ url }: Visitor): Promise<Finding> {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return good('The connection is encrypted, and the certificate is in order.');
  const here = hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
  const todo = 'Put Caddy or nginx with a certificate in front (docs/administration.md).';
  if (here)
    return unknown(
      'Asked on this computer, without encryption: that says nothing of TLS.',
      `Check its outer address too. ${todo}`,
    );
  return missing(
    'Passwords and answers travel unencrypted, and phones need HTTPS for offline use and position.',
    todo,
  );
}

async function isCouch(visitor: Visitor): Promise<Finding> {
  const told = await visitor.ask('GET', '/../');
  const version = fieldOf(told, 'version');
  if (fieldOf(told, 'couchdb') !== undefined) return good(`It is a CouchDB endpoint (${String(version)}).`);
  // A server that shows nothing at its root may still have the database.
  const database = await visitor.ask('GET', '');
  if (fieldOf(database, 'db_name') !== undefined || fieldOf(database, 'error') !== undefined) {
    return good('It answers as CouchDB does.');
  }
  return end(
    'What answers is no CouchDB endpoint.',
    'The address must be that of a database, such as https://example.org/db/demo. A page that asks for a sign-in to the network looks like this too.',
  );
}

async function signsIn(visitor: Visitor): Promise<Finding> {
  const told = await visitor.ask('GET', '');
  const reason = String(fieldOf(told, 'reason') ?? '');
  if (told.status === 200) return good(`The database ${String(fieldOf(told, 'db_name') ?? '')} is there.`);
  if (told.status === 404)
    return end(
      'The database does not exist.',
      'An administrator makes it with PUT, and names its members (docs/administration.md).',
    );
  if (told.status === 403 && /lock/i.test(reason)) {
    return end('The account is locked after wrong passwords.', 'Wait five minutes, then give the right one.');
  }
  if (told.status === 401 && !visitor.hasLogin) {
    return end(
      'It asks for a login, and none was given.',
      'Say one: dastak check ADDRESS --login name:password',
    );
  }
  if (told.status === 401) {
    return end(
      'The name or password is wrong, or a proxy takes the Authorization header away.',
      'Try the login on the server itself. If it works there, the proxy must pass Authorization on.',
    );
  }
  if (told.status === 403)
    return end('This login may not use the database.', 'Add its name or role to the members in _security.');
  return end(
    `The database answers ${told.status}.`,
    'Look into the log of the endpoint, and of the proxy in front.',
  );
}

/** Reported, never a reason to stop. */
export async function clock(visitor: Visitor, now: () => number): Promise<Finding> {
  const date = Date.parse((await visitor.ask('GET', '/../')).headers.get('date') ?? '');
  if (Number.isNaN(date))
    return slow('It does not say what time it has.', 'Let the proxy pass the Date header on.');
  const seconds = Math.round(Math.abs(now() - date) / 1000);
  if (seconds <= 60) return good('Its clock agrees with this one.');
  return missing(
    `Its clock and this one differ by ${seconds} seconds.`,
    'Set both by the network (NTP): certificates and sign-ins depend on the hour.',
  );
}
