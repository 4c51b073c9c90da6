import type { Result } from '../domain/result.ts';
import { asResult, type StorageWhy } from '../storage/index.ts';

/** A step that reads the storage on its way: trouble of the storage is an outcome like its others. */
export async function attempted<T, Why extends string>(
  work: Promise<Result<T, Why>>,
): Promise<Result<T, Why | StorageWhy>> {
  const outcome = await asResult(work);
  return outcome.ok ? outcome.value : outcome;
}
