import { ok, type Result, trouble } from '../domain/result.ts';

/** Code of a later step, as a value: an old tab, or a phone that has not kept the app yet, may not get it. */
export const loaded = <T>(code: Promise<T>): Promise<Result<T, 'not-loaded'>> =>
  code.then(ok<T>, () => trouble('not-loaded'));
