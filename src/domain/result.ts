/** What an operation that may meet expected trouble returns: trouble is a value, never an exception. */
export type Result<T, Why extends string = string> = Ok<T> | Trouble<Why>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/**
 * Expected trouble. `why` is a key that has a sentence in every locale (`trouble.<why>`); `words` are the values
 * which that sentence interpolates.
 */
export interface Trouble<Why extends string = string> {
  readonly ok: false;
  readonly why: Why;
  readonly words?: Readonly<Record<string, string | number>>;
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const trouble = <Why extends string>(
  why: Why,
  words?: Readonly<Record<string, string | number>>,
): Trouble<Why> => (words === undefined ? { ok: false, why } : { ok: false, why, words });
