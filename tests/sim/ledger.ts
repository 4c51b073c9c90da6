import { canonicalJson } from '../../src/domain/canonical.ts';
import type { Rev } from '../../src/domain/ids.ts';
import { generation } from '../../src/domain/revisions.ts';
import type { Device } from './device.ts';

/** What the people of a town know they did: written beside the app, and never by it. */
export interface Saved {
  readonly device: Device;
  readonly author: string;
  readonly id: string;
  /** The body that was given to the app, as text. */
  readonly body: string;
  /** Set when the app's promise resolved: from then on this must never be lost. */
  rev: Rev | undefined;
  /** Of a revision whose parent was named: what it must be called. */
  readonly expected: Rev | undefined;
  /** The revision that she corrected; null: none. Undefined: whatever was shown. */
  readonly parent?: Rev | null;
}

export interface TakenPhoto {
  readonly device: Device;
  readonly bytes: ArrayBuffer;
  /** Id of the response that names it. */
  readonly report: string;
  /** The report that names it was acknowledged. */
  isPromised: boolean;
}

export class Ledger {
  readonly saves: Saved[] = [];
  readonly photos = new Map<string, TakenPhoto>();
  /** `<id> <rev>` of what was made at the endpoint itself. */
  readonly outside = new Set<string>();
  /** Ids of answers that a later version of the app has corrected: this one cannot read them. */
  readonly ofLaterVersions = new Set<string>();
  /** Drafts by `<device> <id>`: the words that were last acknowledged, and those that were tried since. */
  readonly drafts = new Map<
    string,
    { device: Device; id: string; acknowledged: string; tried: Set<string> }
  >();
  /** `<device> <id>` of what was finished: its draft has ended. */
  readonly finished = new Set<string>();
  /** `<device> <person> <id>` of what came in files. */
  readonly imported = new Set<string>();
  /** Ids of what was made in practice, with the phone that said it was kept. */
  readonly practised = new Map<string, Device | undefined>();
  /** Phones on which all that was practised was deleted. */
  readonly practiceDeleted = new Set<Device>();
  /** By what a pause after trouble differed from the usual one. */
  readonly jitters = new Set<number>();
  /** What `<id> <rev>` says and corrects, on whatever phone it was made. */
  private readonly words = new Map<string, { body: string; parent: Saved['parent'] | undefined }>();
  /** Broken promises; none is right. */
  readonly violations: string[] = [];
  /** How often what was played or reached. */
  readonly played = new Map<string, number>();

  saw(what: string, times = 1): void {
    this.played.set(what, (this.played.get(what) ?? 0) + times);
  }

  count(what: string): number {
    return this.played.get(what) ?? 0;
  }

  /** Writes the attempt down before, and its success after; a promise that never resolves leaves an attempt. */
  async save(
    attempt: Omit<Saved, 'rev' | 'body'> & { body: object },
    save: () => Promise<Rev>,
  ): Promise<Rev> {
    const saved: Saved = { ...attempt, body: canonicalJson(attempt.body), rev: undefined };
    this.saves.push(saved);
    const rev = await save();
    saved.rev = rev;
    this.saw('saves');
    if (saved.expected !== undefined && rev !== saved.expected) {
      this.violations.push(`called otherwise: ${saved.id} is ${rev}, not ${saved.expected}`);
    }
    this.comparesWords(saved, rev);
    return rev;
  }

  /** Two answers under one name would be one answer everywhere else; so would two corrections of different answers. */
  private comparesWords({ id, body, parent }: Saved, rev: Rev): void {
    const key = `${id} ${rev}`;
    const known = this.words.get(key) ?? { body, parent };
    this.words.set(key, known);
    if (known.body !== body) this.violations.push(`one name for two answers: ${key}`);
    else if (known.parent !== parent && known.parent !== undefined && parent !== undefined)
      this.violations.push(`one name for two corrections: ${key}`);
    if (parent !== undefined && generation(rev) !== (parent === null ? 0 : generation(parent)) + 1) {
      this.violations.push(`a generation too far: ${key} follows ${parent}`);
    }
  }
}
