import { normalQuantile } from '../analysis/normal.ts';
import type { Beliefs } from './beliefs.ts';
import { at, type Chance } from './chance.ts';
import type { Interview } from './interview.ts';
import { STATEMENTS } from './knowledge.ts';
import { reasonsFor } from './words.ts';

const VISITED = normalQuantile(0.62);
const ATTENDED = normalQuantile(0.28);

/** What the endline asks about the time between the rounds. */
export function askExposure(interview: Interview, { right }: Beliefs): void {
  const { put, chanceFor, answers, person } = interview;
  const memory = chanceFor('exposure');
  put('exposure/visited', remembered(memory, person.reached + VISITED > 0));
  const attending = Math.SQRT1_2 * person.reached + Math.SQRT1_2 * memory.normal();
  put('exposure/attended', remembered(memory, attending + ATTENDED > 0));
  const wasThere = answers['exposure/visited'] === 'yes' || answers['exposure/attended'] === 'yes';
  if (wasThere) put('exposure/cleared', clearedOf(interview, right));
  const changes = wasThere
    ? { more_trust: 0.56, same: 0.39, less_trust: 0.05 }
    : { more_trust: 0.2, same: 0.72, less_trust: 0.08 };
  put('exposure/changed', chanceFor('changed').weighted(changes));
  tellWhy(interview);
}

const remembered = (chance: Chance, isSo: boolean): string =>
  chance.happens(0.03) ? 'not_sure' : isSo ? 'yes' : 'no';

function clearedOf({ chanceFor }: Interview, right: readonly boolean[]): string[] {
  const chance = chanceFor('cleared');
  const cleared = STATEMENTS.filter(
    ({ isRumour }, index) => isRumour && chance.happens(at(right, index) ? 0.45 : 0.08),
  ).map(({ name }) => name as string);
  if (chance.happens(0.06)) cleared.push('other');
  return cleared.length > 0 ? cleared : ['none'];
}

function tellWhy({ put, chanceFor, answers, person }: Interview): void {
  const chance = chanceFor('changed_by');
  const changed = answers['exposure/changed'];
  if ((changed !== 'more_trust' && changed !== 'less_trust') || !chance.happens(0.4)) return;
  const reasons = reasonsFor(person.language);
  put(
    'exposure/changed_by',
    changed === 'less_trust' ? at(reasons, reasons.length - 1) : chance.pick(reasons.slice(0, -1)),
  );
}
