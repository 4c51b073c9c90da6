import { type Finding, good, missing, unknown } from './finding.ts';
import { fieldOf, type Visitor } from './visitor.ts';

/** Who may read and write. */
export const ACCESS: readonly ((visitor: Visitor) => Promise<Finding>)[] = [
  strangers,
  members,
  readable,
  rules,
  designs,
];

/** Not the command `demo`: it would put the demo campaign among real answers. */
const MEMBERS_TODO =
  'Name the roles collector and coordinator as members in _security (docs/administration.md, Apache CouchDB instead).';

async function strangers(visitor: Visitor): Promise<Finding> {
  const { status } = await visitor.ask('GET', '/_all_docs?limit=1', { isAnonymous: true });
  if (status === 401 || status === 403) return good('Strangers cannot read it.');
  if (status !== 200)
    return unknown(`A stranger is answered ${status}.`, 'Look whether the proxy answers for the endpoint.');
  return missing('Anybody can read every answer without a login.', MEMBERS_TODO);
}

interface Circle {
  readonly names?: string[];
  readonly roles?: string[];
}

async function members(visitor: Visitor): Promise<Finding> {
  const told = await visitor.ask('GET', '/_security');
  if (told.status !== 200)
    return unknown('Its members cannot be read with this login.', 'Check as an administrator.');
  const { names = [], roles = [] } = (fieldOf(told, 'members') ?? {}) as Circle;
  if (roles.includes('collector') && roles.includes('coordinator'))
    return good('Its members are collectors and coordinators.');
  if (names.length + roles.filter((role) => role !== '_admin').length > 0) {
    return good(`Its members are ${[...names, ...roles].slice(0, 5).join(', ')}.`);
  }
  return missing('It has no members: nobody but administrators can use it, or everybody can.', MEMBERS_TODO);
}

/** The embedded endpoint alone tells. */
async function readable(visitor: Visitor): Promise<Finding> {
  const ids = Object.keys((fieldOf(await visitor.ask('GET', ''), 'damaged') ?? {}) as object);
  if (ids.length === 0) return good('It names no document that its disk cannot read.');
  return missing(
    `Its disk cannot read ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}: phones go on without.`,
    'See: Documents that the disk cannot read, in docs/administration.md',
  );
}

/** Which login was given decides what can be seen of the rules. */
async function rules(visitor: Visitor): Promise<Finding> {
  const welcome = await visitor.ask('GET', '/../');
  const { name } = (fieldOf(welcome, 'vendor') ?? {}) as { name?: unknown };
  if (name === 'Dastak') return good('The rules of a campaign are built in.');
  const told = await visitor.ask('GET', '/_design/dastak');
  if (typeof fieldOf(told, 'validate_doc_update') === 'string')
    return good('The rules of a campaign are in _design/dastak.');
  return missing(
    'Without rules every member may change everything, also in the name of others.',
    'Copy _design/dastak out of a trial database (docs/administration.md, Apache CouchDB instead).',
  );
}

async function designs(visitor: Visitor): Promise<Finding> {
  const session = await visitor.ask('GET', '/../_session');
  const context = (fieldOf(session, 'userCtx') ?? {}) as { roles?: string[] };
  if (context.roles?.includes('_admin')) {
    return unknown(
      'This login is an administrator, who may change the rules.',
      'Check once more with the login of a collector.',
    );
  }
  const told = await visitor.ask('PUT', '/_design/dastak-check', {
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  if (told.status === 401 || told.status === 403) return good('A member cannot change the rules.');
  if (told.status !== 201 && told.status !== 202) {
    return unknown(
      `A design document of this login was answered ${told.status === 0 ? 'by hanging up' : told.status}: that tells nothing of the rules.`,
      'Look whether the proxy answers for the endpoint, then check again.',
    );
  }
  await visitor.ask('DELETE', `/_design/dastak-check?rev=${String(fieldOf(told, 'rev'))}`);
  return missing(
    'A member can write design documents, and so change the rules.',
    'Take the role or name out of the admins in _security.',
  );
}
