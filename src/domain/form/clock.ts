import type { Answers } from '../answer.ts';

/** The time at which something happens, as the phone tells it, and what else of the world a form may ask for. */
export interface Clock {
  /** ISO 8601 with the zone's offset. */
  readonly now: string;
  /** `YYYY-MM-DD`, local. */
  readonly today: string;
  /** From 0 inclusive to 1 exclusive. Without it, `random()` gives what follows from the time. */
  random?(): number;
  /** Tells this response from all others: randomized choices stay in one order while it is filled in. */
  readonly seed?: string;
  /** BCP 47 tag of the interview's language, for `jr:choice-name`. */
  readonly language?: string;
  /** Answers to metadata questions by type: `username`, `deviceid`, `email`, `phonenumber`. */
  readonly who?: Readonly<Partial<Record<string, string>>>;
  /** The answers of the response that was finalized last, for `${last-saved#q}`. */
  readonly lastSaved?: Answers | undefined;
}
