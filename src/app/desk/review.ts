import { type ReviewDocument, SCHEMA_VERSION } from '../../domain/document.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { asResult } from '../../storage/index.ts';
import { storedOfType } from '../views/stored.ts';
import type { DeskParts } from './index.ts';

/** Writes the next decision about a response: `review:<uuid of the response>:<n>`. */
export async function reviewResponse(
  { store, account, device, wake }: DeskParts,
  id: string,
  state: ReviewDocument['state'],
  note?: string,
): Promise<Result<void>> {
  const response = await storedOfType(store, id, 'response');
  if (response === undefined) return trouble('gone');
  const earlier = await store.documents.about(id, 'review');
  const document: ReviewDocument = {
    type: 'review',
    schema: SCHEMA_VERSION,
    campaign: response.body.campaign,
    response: id,
    responseRev: response.rev,
    state,
    ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }),
    reviewer: account.name,
    at: device.clock.now(),
  };
  const reviewId = `review:${id.replace(/^response:/, '')}:${earlier.length + 1}`;
  const saved = await asResult(store.write.save(reviewId, document, account.name));
  if (!saved.ok) return saved;
  wake();
  return ok(undefined);
}
