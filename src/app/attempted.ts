import type { Result } from '../domain/result.ts';
import { asResult } from '../storage/index.ts';

/** A step that reads the storage on its way: trouble of the storage is an outcome like its others. */
export async function attempted<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  const outcome = await asResult(work);
  return outcome.ok ? outcome.value : outcome;
}
