import type { AskedIn, DeskRound, FormOutlook } from '../../../../app/index.ts';
import type { Translated } from '../../../../domain/form/definition.ts';

/** What collectors are asked now and would be asked no longer: another form, or this one in another round. */
export interface Ending {
  readonly kind: 'form' | 'round';
  readonly title: Translated;
  /** Its name, where it has no title. */
  readonly name: string;
}

/** What ends when a form is asked where it is to be asked. */
export function endingWith(
  askedIn: AskedIn,
  form: string,
  { rounds, placeReport }: Pick<FormOutlook, 'rounds' | 'placeReport'>,
): Ending | undefined {
  if (askedIn.kind === 'asBefore') return undefined;
  if (askedIn.kind === 'placeReport') {
    if (placeReport === undefined || placeReport.form === form) return undefined;
    return { kind: 'form', title: placeReport.title, name: placeReport.form };
  }
  const now = rounds.find(({ isCurrent }) => isCurrent);
  return now && endingOf(now, form, askedIn.kind === 'round' ? askedIn.name : undefined);
}

/**
 * What ends when another round is asked.
 * @param now the round that is asked now
 * @param form `form_id` of what is asked then
 * @param round its name; undefined for one that is new
 */
export function endingOf(now: DeskRound, form: string, round: string | undefined): Ending | undefined {
  if (now.form !== form) return { kind: 'form', title: now.formTitle, name: now.form };
  return now.name === round ? undefined : { kind: 'round', title: now.title, name: now.name };
}
