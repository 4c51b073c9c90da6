import type { Device } from '../device/index.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import type { Row } from '../domain/form/definition.ts';
import { answerAt } from '../domain/form/state.ts';
import { identityPath, instancesIn } from '../domain/identity.ts';
import type { Draft } from '../domain/response.ts';
import { changedPaths, type PlaceTaker } from './placeTaker.ts';
import type { OpenView } from './types.ts';

/** What the parameters of an `audit` row ask for (https://docs.getodk.org/form-audit-log). */
export type AuditOrder = ReturnType<typeof orderOf>;

export function orderOf({ parameters = {} }: Row, { collector, corrects, subject }: Draft) {
  const seconds = (name: string): number => 1000 * Number(parameters[name] ?? Number.NaN);
  const priority = parameters['location-priority'];
  return {
    places: priority !== undefined && {
      isExact: priority === 'high-accuracy',
      intervalMs: seconds('location-min-interval') || 0,
      ageMs: seconds('location-max-age') || Number.POSITIVE_INFINITY,
    },
    hasChanges: parameters['track-changes'] === 'true',
    hasReasons: 'track-changes-reasons' in parameters,
    // A report is corrected without a page on which she could say it.
    wantsReason: 'track-changes-reasons' in parameters && corrects !== null && subject === 'survey',
    user: parameters['identify-user'] === 'true' ? collector : undefined,
  };
}

/** What lines are made with. */
export interface Scribe {
  readonly form: CompiledForm;
  readonly clock: Pick<Device['clock'], 'wallMs'>;
  readonly places: Pick<PlaceTaker, 'last'>;
  readonly order: AuditOrder;
}

type State = OpenView['state'];

/** Since when she is on a page, and what was answered then. */
export interface Stay {
  readonly page: string;
  readonly sinceMs: number;
  readonly state: State;
}

/** One line, with where the phone is if the form wants that and it is known freshly enough. */
export function lineOf(
  { clock, order, places }: Scribe,
  name: string,
  more: Omit<AuditEvent, 'event' | 'startMs'> = {},
  startMs = clock.wallMs(),
): AuditEvent {
  const fix = order.places ? places.last() : undefined;
  const isFresh = order.places && fix && startMs - Date.parse(fix.fixedAt) <= order.places.ageMs;
  const at = isFresh && { lat: fix.lat, lon: fix.lon, accuracyMetres: fix.accuracyMetres };
  return { event: name, startMs, ...more, ...(at && { at }) };
}

/** The questions of the page that is left, and what was answered on it. */
export function visits(
  scribe: Scribe,
  stay: Stay | undefined,
  view: Pick<OpenView, 'pages'>,
  state: State,
): AuditEvent[] {
  const page = view.pages.find((one) => one.path === stay?.page);
  return stay === undefined || page === undefined
    ? []
    : page.questions.map((question) => visit(scribe, question, stay, state));
}

/** What was answered beside the page, where all stand in one list. */
export function elsewhere(
  scribe: Scribe,
  stay: Stay | undefined,
  before: OpenView,
  next: Pick<OpenView, 'state'>,
): AuditEvent[] {
  const page = before.pages.find((one) => one.path === stay?.page);
  const isAnswered = (question: string): boolean => {
    const { kind, logic } = scribe.form.questions.get(question) ?? {};
    return kind?.hasPage === true && logic?.calculation === undefined;
  };
  return changedPaths(before, next)
    .filter((question) => isAnswered(question) && page?.questions.includes(question) !== true)
    .map((question) =>
      visit(scribe, question, { sinceMs: scribe.clock.wallMs(), state: before.state }, next.state),
    );
}

function visit(scribe: Scribe, question: string, since: Omit<Stay, 'page'>, state: State): AuditEvent {
  const [before, after] = [since.state, state].map((one) => textAt(scribe.form, one, question));
  const changed: [string, string] | undefined =
    scribe.order.hasChanges && before !== after ? [before ?? '', after ?? ''] : undefined;
  const endMs = scribe.clock.wallMs();
  return lineOf(scribe, 'question', { path: question, endMs, ...(changed && { changed }) }, since.sinceMs);
}

function textAt(form: CompiledForm, { answers }: State, question: string): string {
  const answer = answerAt(answers, question);
  const kind = form.questions.get(question)?.kind;
  return answer === undefined || kind === undefined ? '' : kind.toExpressionValue(answer);
}

/** Instances of repeats that a step added or took away. */
export function repeatsChanged(
  scribe: Scribe,
  before: Pick<OpenView, 'state'>,
  next: Pick<OpenView, 'state'>,
): AuditEvent[] {
  const [old, now] = [whereIn(before.state), whereIn(next.state)];
  const added = [...now].filter(([identity]) => !old.has(identity));
  const deleted = [...old].filter(([identity]) => !now.has(identity));
  return [
    ...added.map(([, path]) => lineOf(scribe, 'add repeat', { path })),
    ...deleted.map(([, path]) => lineOf(scribe, 'delete repeat', { path })),
  ];
}

/** Where each instance stands, by who it is. */
const whereIn = ({ answers }: State): Map<string, string> =>
  new Map(instancesIn(answers).map((path) => [identityPath(answers, path), path]));
