import { FORBIDDEN } from '../storage/index.ts';
import type { StepTrouble } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { isNoteRefused } from './noteEnd.ts';
import { askHeld } from './push.ts';
import type { Replicating } from './replicate.ts';

/**
 * Looks again at what was refused. It may have reached the endpoint from another phone, in a file that was handed over.
 * Documents that a rule forbade are tried again when the rules have changed since they were last looked at. Up to three
 * requests, so only while something refused lies here.
 */
export async function recheckRefusals(
  { parts: { store, account }, session }: Replicating,
  endpoint: Endpoint,
): Promise<StepTrouble> {
  const refused = await store.quarantine.refused(account.name);
  if (!refused[0]) return null;
  const held = await askHeld({ store, endpoint, session }, refused);
  if (!held.ok) return held;
  if (!refused.some(({ why }) => why === FORBIDDEN)) return null;
  const rules = await endpoint.rules();
  // An endpoint that does not tell its rules is asked again by the person, from the list of what was refused.
  if (!rules.ok) return isNoteRefused(rules) || rules.why === 'not-found' ? null : rules;
  if ((await store.endpoint.recall()).rules === rules.value) return null;
  // Everybody's on a shared phone: whoever comes next finds the rules as they are known here, and would not ask.
  await store.quarantine.retryForbidden();
  await store.endpoint.learn({ rules: rules.value });
  return null;
}
