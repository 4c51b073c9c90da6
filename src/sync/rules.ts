import type { StepTrouble } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import { isNoteRefused } from './noteEnd.ts';
import type { Replicating } from './replicate.ts';

/**
 * Documents that a rule forbade are tried again when the rules have changed since they were last looked at; two
 * requests, so only while something forbidden waits here.
 */
export async function retryWhenRulesChanged(
  { parts: { store, account } }: Replicating,
  endpoint: Endpoint,
): Promise<StepTrouble> {
  if (!(await store.quarantine.hasForbidden(account.name))) return null;
  const rules = await endpoint.rules();
  // An endpoint that does not tell its rules is asked again by the person, from the list of what was refused.
  if (!rules.ok) return isNoteRefused(rules) || rules.why === 'not-found' ? null : rules;
  if ((await store.endpoint.recall()).rules === rules.value) return null;
  // Everybody's on a shared phone: whoever comes next finds the rules as they are known here, and would not ask.
  await store.quarantine.retryForbidden();
  await store.endpoint.learn({ rules: rules.value });
  return null;
}
