import { canonicalJson } from '../../src/domain/canonical.ts';
import type { Rev } from '../../src/domain/ids.ts';
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
}

export interface TakenPhoto {
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
  /** Drafts by `<device> <id>`: the words that were last acknowledged, and those that were tried since. */
  readonly drafts = new Map<
    string,
    { device: Device; id: string; acknowledged: string; tried: Set<string> }
  >();
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
    return rev;
  }
}
