import type { FormDefinition } from '../domain/form/definition.ts';
import type { Clock } from '../domain/form/state.ts';
import type { WorkParts } from './work.ts';

/** Both ways to ask for it: `${last-saved#q}` and `instance('__last-saved')`. */
const ASKED = /last-saved/;

const askers = new WeakMap<FormDefinition, boolean>();

/**
 * What `last-saved` gives: the answers of the response to this form that this person finished last on this phone; of a
 * correction, another one than itself.
 * @param own id of the response that asks
 */
export async function lastSavedOf(
  { store, account, deviceId }: Pick<WorkParts, 'store' | 'account' | 'deviceId'>,
  definition: FormDefinition,
  own?: string,
): Promise<Pick<Clock, 'lastSaved'>> {
  const asks = askers.get(definition) ?? ASKED.test(JSON.stringify(definition.survey));
  askers.set(definition, asks);
  if (!asks) return {};
  const finished = await store.documents.responses({ collector: account.name });
  const here = finished.filter(
    ({ id, body }) => body.form === definition.form_id && body.device === deviceId && id !== own,
  );
  // By what happened on this phone last: its clock may have been set back meanwhile.
  const last = here.toSorted((one, other) => other.updatedSeq - one.updatedSeq)[0];
  return last === undefined ? {} : { lastSaved: last.body.answers };
}
