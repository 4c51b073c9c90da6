import type { Rev } from '../../src/domain/ids.ts';
import { generation, nextRev, revHash, winner } from '../../src/domain/revisions.ts';
import type { FakeDatabase } from '../support/fakeDatabase.ts';
import { type FakeEndpoint, fakeEndpoint } from '../support/fakeEndpoint.ts';
import { DEMO_CAMPAIGN } from '../support/syncingPerson.ts';
import type { Chance } from './chance.ts';
import { type Habits, habitually, newHabits } from './habits.ts';
import { type Account, Gate, newSignIn } from './identity.ts';
import type { Serve, Served } from './network.ts';
import type { Scheduler } from './scheduler.ts';

/** Words that the endpoint finds invalid. */
export const INVALID = ' invalid';
const LOCKOUT_MS = 5 * 60_000;
/** Longer than any request is on its way. */
const RESET_MS = 60_000;

export interface Backup {
  /** Puts it back. */
  readonly back: () => void;
  /** What it holds of notes. */
  readonly notes: FakeDatabase['notes'];
}

/** The endpoint of a town, and what administrators and other tools do to it. */
export class Server {
  readonly couch: FakeEndpoint;
  /** Backups being put back: nobody is answered. */
  isDown = false;
  /** It answers meanwhile, and says that there is no such database. */
  private isMissing = false;
  /** How often it was stopped or started for that: what was on its way then is gone. */
  stops = 0;
  /** It answers whatever it is asked that this is no request. */
  refusesAll = false;
  /** Documents whose words make a rule of the endpoint crash. */
  crashesOn: string | undefined;
  /** When a rule was last lifted. */
  liftedMs = Number.NEGATIVE_INFINITY;
  readonly habits: Habits;
  readonly invalid = INVALID;
  /** How people sign in here. */
  readonly gate: Gate;
  private readonly accounts = new Map<string, Account>();
  private readonly backups: Backup[] = [];
  private written = 0;

  constructor(
    readonly scheduler: Scheduler,
    private readonly quirks: Chance,
    oddities: Chance,
  ) {
    const now = (): number => scheduler.nowMs;
    this.couch = fakeEndpoint({
      now,
      after: (ms, run) => void scheduler.after(ms, scheduler.current, 'a longpoll ends', run),
    });
    this.gate = new Gate(newSignIn(scheduler.chance), now);
    this.habits = newHabits(this.chance, quirks, oddities);
    this.couch.abilities.selector = this.chance.is(0.85);
    this.setUp();
  }

  get chance(): Chance {
    return this.scheduler.chance;
  }

  get database(): FakeDatabase {
    return this.couch.database();
  }

  readonly serve: Serve = async (url, init) => {
    if (this.isMissing && !url.endsWith('/_session'))
      return refusal(404, 'not_found', 'Database does not exist.');
    if (this.isDown && !this.isMissing) return undefined;
    if (this.refusesAll && !url.endsWith('/_session')) return refusal(400, 'bad_request', 'Token rejected');
    const body = init.body as Uint8Array<ArrayBuffer> | null | undefined;
    if (this.crashesOn !== undefined && body && url.endsWith('_bulk_docs')) {
      if (new TextDecoder().decode(body).includes(this.crashesOn))
        return refusal(500, 'unknown_error', 'badarg');
    }
    const isSigningIn = url.endsWith('/_session') && init.method === 'POST';
    const answer = isSigningIn
      ? await this.gate.session(body ?? new Uint8Array(), (headers) => this.asked(url, { headers }))
      : await this.asked(url, { ...init, headers: this.gate.headers(new Headers(init.headers)) });
    const { status, bytes } = answer;
    if (status === 403 && new TextDecoder().decode(bytes).includes('temporarily locked')) this.unlockLater();
    return answer;
  };

  /** Whoever hangs up does not stop what was begun. */
  private asked(url: string, { signal: _signal, ...init }: RequestInit): Promise<Served> {
    return habitually(this, url, init);
  }

  setPassword(someone: Account): void {
    this.accounts.set(someone.name, someone);
    this.gate.setPassword(someone);
    this.couch.addUser(someone.name, someone.password, [someone.role]);
  }

  /** CouchDB counts failures of the last minutes only. */
  private unlockLater(): void {
    this.scheduler.after(LOCKOUT_MS, this.scheduler.current, 'the lockout ends', () => {
      for (const account of this.accounts.values()) this.setPassword(account);
    });
  }

  /**
   * The database is deleted and made again. Where neither the instance nor a note's revision tells, no phone could see it
   * between its reading of the note and its writing: such a server is stopped meanwhile.
   */
  reset(): void {
    const { tellsInstance, mindsNoteRevs } = this.habits;
    this.isMissing = this.quirks.is(0.4);
    if (!this.isMissing && (tellsInstance || mindsNoteRevs)) {
      this.makeAnew();
      return;
    }
    this.isDown = true;
    this.stops += 1;
    this.scheduler.after(RESET_MS, this.scheduler.current, 'the database is new', () => {
      this.stops += 1;
      this.makeAnew();
      this.isDown = false;
      this.isMissing = false;
    });
  }

  private makeAnew(): void {
    this.couch.recreate();
    this.setUp();
  }

  backUp(): Backup {
    const backup = { back: this.couch.backup(), notes: new Map(this.database.notes) };
    this.backups.push(backup);
    return backup;
  }

  get hasBackup(): boolean {
    return this.backups.length > 0;
  }

  /** How many changes it has counted. */
  get counted(): number {
    return Number.parseInt(this.database.lastSeq(), 10);
  }

  /**
   * A stopped server, any backup put back, or that one, a started server.
   * @param mustCountOn whether it counts on from where it stands: somebody's place counts what is lost, and she cannot
   *   know of it (decision 023)
   */
  restore(
    downMs: number,
    mustCountOn: (backup: Backup) => boolean,
    backup = this.scheduler.chance.pick(this.backups),
  ): void {
    this.isDown = true;
    this.stops += 1;
    this.scheduler.after(downMs, this.scheduler.current, 'the backup is back', () => {
      this.stops += 1;
      const atLeast = mustCountOn(backup) ? this.counted : 0;
      backup.back();
      // The rules of today stand, so that they must be in a design document, too.
      do this.tellsRules();
      while (this.counted < atLeast);
      this.isDown = false;
    });
  }

  /** A rule is a function in a design document: whoever changes it makes a new revision of that. */
  tellsRules(): void {
    this.written += 1;
    this.database.put('_design/rules', { validate_doc_update: `rule ${this.written}` });
  }

  /** A new version of the form, as an administrator uploads it. */
  publishForm(version: number): string {
    const hash = version.toString(16).padStart(16, '0');
    const id = `form:vaccine_baseline:${hash}`;
    const definition = {
      form_id: 'vaccine_baseline',
      version: String(version),
      subject: 'survey',
      title: { en: `Version ${version}` },
      languages: ['en'],
      default_language: 'en',
      survey: [],
      choices: {},
    };
    this.database.put(id, { type: 'form', schema: 1, campaign: 'demo', hash, definition });
    return id;
  }

  /** A file that comes with forms. @param isLost its document is there, and its bytes are not */
  publishFile(sha256: string, bytes: Uint8Array<ArrayBuffer>, isLost: boolean): void {
    const attachment = {
      data: Buffer.from(bytes).toString('base64'),
      content_type: 'audio/ogg',
      revpos: 1,
    };
    const body = { type: 'file', schema: 1, campaign: 'demo', sha256, contentType: 'audio/ogg' };
    const stubs = { _attachments: { file: attachment } };
    this.database.put(`file:${sha256}`, { ...body, bytes: bytes.length, ...stubs });
    if (isLost) this.database.attachments.delete(this.digestOf(`file:${sha256}`));
  }

  /** Its bytes are here. */
  hasFile(id: string): boolean {
    return this.database.attachments.has(this.digestOf(id));
  }

  private digestOf(id: string): string {
    const [leaf] = this.database.leaves(id);
    const stubs = leaf?.body['_attachments'] as Record<string, { digest: string }> | undefined;
    return stubs?.['file']?.digest ?? '';
  }

  /** What another tool says of a thing of some list, and then says otherwise. */
  saysOfEntity(number: number): void {
    const id = `entity:oak? #1/2:${number}:other-tool`;
    const body = {
      type: 'entity',
      schema: 1,
      campaign: 'demo',
      list: 'oak? #1/2',
      entity: String(number),
      action: 'create',
      properties: { height: '3' },
      response: 'response:other-tool',
      collector: 'nobody',
      at: '2026-03-01T09:00:00+05:00',
      base: [],
    };
    this.database.put(id, body);
    this.database.put(id, { ...body, properties: { height: '4' } });
  }

  /** Another tool edits the winner, or an older revision, or deletes. @returns the new revision */
  edit(id: string, kind: 'child' | 'conflict' | 'deletion'): Rev | undefined {
    const leaves = this.database.leaves(id);
    if (leaves.length === 0) return undefined;
    const leaf = kind === 'conflict' ? this.scheduler.chance.pick(leaves) : winner(leaves);
    if (leaf.deleted) return undefined;
    this.written += 1;
    const body = { ...leaf.body, corrections: 1000 + this.written };
    if (kind === 'child') return this.database.put(id, body, leaf.rev);
    if (kind === 'conflict') return this.database.put(id, body, leaf.ancestors[0] ?? null);
    const rev = nextRev(leaf.rev, true, {});
    const ids = [rev, leaf.rev, ...leaf.ancestors].map(revHash);
    const tombstone = { _id: id, _rev: rev, _deleted: true, _revisions: { start: generation(rev), ids } };
    this.database.write([tombstone], null);
    return rev;
  }

  private setUp(): void {
    this.database.put('campaign:demo', { ...DEMO_CAMPAIGN });
  }
}

const refusal = (status: number, error: string, reason: string) => ({
  status,
  headers: new Headers({ 'content-type': 'application/json' }),
  bytes: new TextEncoder().encode(JSON.stringify({ error, reason })),
});
