import type { Device } from '../device/index.ts';
import { type AuditEvent, auditCsv } from '../domain/audit.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import type { Draft } from '../domain/response.ts';
import { ok, type Result } from '../domain/result.ts';
import {
  type AuditOrder,
  elsewhere,
  lineOf,
  orderOf,
  repeatsChanged,
  type Scribe,
  type Stay,
  visits,
} from './auditLines.ts';
import type { PlaceTaker } from './placeTaker.ts';
import type { OpenResponse, OpenView, ReasonToChange, Watched } from './types.ts';

/** Keeps the log of an interview in its draft, saved with each answer, and attaches it in the end. */
export interface AuditLog {
  /** What it keeps, for the person to be told. */
  readonly watches: readonly Watched[];
  /** The reason of a correction, where the form asks for one. */
  readonly reason: ReasonToChange | undefined;
  /** Whether she has to say why before she can finish. */
  lacksReason(): boolean;
  begin(open: OpenResponse): void;
  follow(before: OpenView, next: Pick<OpenView, 'draft' | 'state'>): Draft;
  note(open: OpenResponse, event: string): Promise<void>;
  /** The log as the answer of the `audit` row: `audit.csv`. */
  attach(open: OpenResponse): Promise<Result<void>>;
}

/** A log while its response is open. */
interface OpenLog extends Scribe {
  /** Of the `audit` row. */
  readonly path: string;
  readonly opened: Draft;
  readonly places: PlaceTaker;
  /** Lines that the next save takes along. */
  readonly waiting: AuditEvent[];
  stay: Stay | undefined;
  reason: string;
}

const ENDING = ['end screen', 'form save', 'form exit', 'form finalize'] as const;

/** @returns undefined for a form without an `audit` row */
export function auditLog(
  form: CompiledForm,
  { clock }: Pick<Device, 'clock'>,
  places: PlaceTaker,
  opened: Draft,
): AuditLog | undefined {
  const path = form.pathOf('audit');
  const row = path === undefined ? undefined : form.questions.get(path)?.row;
  if (path === undefined || row?.type !== 'audit') return undefined;
  const order = orderOf(row, opened);
  const log: OpenLog = { form, clock, places, order, path, opened, waiting: [], stay: undefined, reason: '' };
  return {
    watches: watchesOf(order),
    reason: order.wantsReason ? reasonIn(log) : undefined,
    lacksReason: () => order.wantsReason && log.reason === '',
    begin: (open) => begin(log, open),
    follow: (before, next) => follow(log, before, next),
    note: (open, name) => note(log, open, name),
    attach: (open) => attach(log, open),
  };
}

const watchesOf = ({ hasChanges, places }: AuditOrder): Watched[] => [
  'times',
  ...(hasChanges ? (['changes'] as const) : []),
  ...(places === false ? [] : (['places'] as const)),
];

const reasonIn = (log: OpenLog): ReasonToChange => ({
  said: () => log.reason,
  say: (text) => {
    log.reason = text.trim();
  },
});

function begin(log: OpenLog, open: OpenResponse): void {
  const { order, opened, places } = log;
  if (order.places) places.watch(order.places);
  const isNew = (opened.audit ?? []).length === 0 && opened.corrects === null;
  log.waiting.push(lineOf(log, isNew ? 'form start' : 'form resume'));
  const { draft, state, pages } = open.current();
  enter(log, draft.position ?? pages[0]?.path, state);
}

function enter(log: OpenLog, page: string | undefined, state: OpenView['state']): void {
  if (page !== undefined) log.stay = { page, sinceMs: log.clock.wallMs(), state };
}

function follow(log: OpenLog, before: OpenView, { draft, state }: Pick<OpenView, 'draft' | 'state'>): Draft {
  log.waiting.push(...elsewhere(log, log.stay, before, { state }), ...repeatsChanged(log, before, { state }));
  const page = draft.position;
  if (page !== null && page !== log.stay?.page) {
    log.waiting.push(...visits(log, log.stay, before, state));
    enter(log, page, state);
  }
  return { ...draft, audit: [...(draft.audit ?? []), ...log.waiting.splice(0)] };
}

async function note(log: OpenLog, open: OpenResponse, name: string): Promise<void> {
  log.waiting.push(lineOf(log, name));
  await open.apply((state) => state);
}

async function attach(log: OpenLog, open: OpenResponse): Promise<Result<void>> {
  const { hasChanges, hasReasons, places, user } = log.order;
  const csv = auditCsv(wholeLog(log, open), { hasPlaces: places !== false, hasChanges, hasReasons, user });
  const kept = await open.addFile(log.path, new File([csv], 'audit.csv', { type: 'text/csv' }));
  return kept.ok ? ok(undefined) : kept;
}

/** All lines, as if she had finished. Nothing is used up: who cannot finish now goes on, and her log with her. */
function wholeLog(log: OpenLog, open: OpenResponse): AuditEvent[] {
  const { draft, state } = open.current();
  return [
    ...(draft.audit ?? []),
    ...log.waiting,
    ...visits(log, log.stay, open.current(), state),
    ...(log.reason === '' ? [] : [lineOf(log, 'change reason', { reason: log.reason })]),
    ...ENDING.map((name) => lineOf(log, name)),
  ];
}
