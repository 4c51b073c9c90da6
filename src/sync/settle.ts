import type { SessionContext, StepTrouble } from './context.ts';
import { saveDeviceReport } from './deviceReport.ts';
import { noteEnd } from './noteEnd.ts';
import { push } from './push.ts';
import type { Replicating } from './replicate.ts';

/** Tells the phone's account of itself, then leaves the note at the endpoint, for one or more sessions. */
export async function settle(
  replicating: Replicating,
  context: SessionContext,
): Promise<StepTrouble | 'forgot'> {
  const { store, account } = replicating.parts;
  const isReported = await saveDeviceReport(store, account, context.now());
  const trouble = isReported ? await push(context, 'text') : null;
  if (trouble) return trouble;
  // A session that did nothing leaves no note: idle phones cost the endpoint one question.
  if (!replicating.owedSinceMs && !isReported) return null;
  const noted = await noteEnd(replicating, context.endpoint, context.session);
  if (!noted || noted === 'forgot') replicating.owedSinceMs = undefined;
  return noted;
}
