import type { Checkpoint } from '../storage/index.ts';
import type { SessionContext, StepTrouble } from './context.ts';
import { saveDeviceReport } from './deviceReport.ts';
import type { Remembering } from './memory.ts';
import { noteEnd } from './noteEnd.ts';
import { push } from './push.ts';
import type { Replicating } from './replicate.ts';

/** Tells the phone's account of itself, then leaves the note at the endpoint, for one or more sessions. */
export async function settle(
  replicating: Replicating,
  remembering: Remembering,
  context: SessionContext,
  checkpoint: Checkpoint,
): Promise<StepTrouble | 'forgot'> {
  const { store, account } = replicating.parts;
  const isReported = await saveDeviceReport(store, account, context.now());
  const trouble = isReported ? await push(context, 'text') : null;
  if (trouble !== null) return trouble;
  // A session that did nothing leaves no note: idle phones cost the endpoint one question.
  if (replicating.owedSinceMs === undefined && !isReported) return null;
  const noted = await noteEnd(remembering, checkpoint, context.session);
  if (!noted.ok) return noted;
  replicating.owedSinceMs = undefined;
  return noted.value === 'forgot' ? 'forgot' : null;
}
