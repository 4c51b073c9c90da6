import { FORBIDDEN } from '../storage/index.ts';
import type { StepTrouble } from './context.ts';
import { isNoteRefused, type Remembering } from './memory.ts';

/**
 * Documents that a rule forbade are tried again when the rules have changed since they were last looked at; two
 * requests, so only while something forbidden waits here.
 */
export async function retryWhenRulesChanged({ store, endpoint, author }: Remembering): Promise<StepTrouble> {
  const quarantined = await store.quarantine.list();
  if (!quarantined.some(({ why, entry }) => why === FORBIDDEN && entry?.author === author)) return null;
  const rules = await endpoint.rules();
  // An endpoint that does not tell its rules is asked again by the person, from the list of what was refused.
  if (!rules.ok) return isNoteRefused(rules) || rules.why === 'not-found' ? null : rules;
  if ((await store.endpoint.recall()).rules === rules.value) return null;
  await store.quarantine.retryForbidden(author);
  await store.endpoint.learn({ rules: rules.value });
  return null;
}
