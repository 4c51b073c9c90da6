import type { Chance } from './chance.ts';

/**
 * Virtual time and everything that waits in it. What is ready at once lies in lanes, one a phone; what takes time lies
 * in a queue by its time. Chance picks what comes next, so that the same seed plays the same story.
 */
export interface Lane {
  readonly name: string;
  readonly ready: Waiting[];
  /** Events are taken from the first few in any order; while this is positive, strictly one after the other. */
  strict: number;
  /** A slow disk: nothing of this lane comes before. */
  stalledUntilMs: number;
}

interface Waiting {
  readonly what: string;
  readonly run: () => void;
}

interface Timed extends Waiting {
  readonly atMs: number;
  readonly lane: Lane;
  isCancelled: boolean;
}

export interface Timer {
  cancel(): void;
}

/** How far ahead chance may look among what is ready on one phone. More would only repeat what a stalled lane does. */
const LOOK_AHEAD = 4;
/** How often something timed comes before what is ready, and how near it must be. */
const PREEMPTION = { probability: 0.03, withinMs: 40 };
/** How often a disk takes its time, and how long at most. */
const STALL = { probability: 0.004, ms: 3_000 };
/** Node looks at its own affairs (rejected promises) after so many events. */
const EVENTS_BETWEEN_RESTS = 4_000;
/** A story that needs more has no end. */
const EVENTS_MAX = 1_500_000;

/** Of FNV-1a. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

const rest = globalThis.setImmediate;
/** What Node does between two tasks of its own: a microtask and a tick for each event would cost as much as the event. */
const settlesPromises = (process as unknown as { _tickCallback(): void })._tickCallback;

export class Scheduler {
  nowMs: number;
  events = 0;
  /** Grows with every event: two plays of one seed have the same. */
  traceHash = BASIS;
  /** Whose code runs now; what it leaves for later is put in that lane. */
  current: Lane;
  private readonly lanes: Lane[] = [];
  private readonly timed: Timed[] = [];
  private readonly marks = new Map<string, number>();

  constructor(
    readonly chance: Chance,
    startMs: number,
    private readonly log?: (line: string) => void,
  ) {
    this.nowMs = startMs;
    this.current = this.lane('town');
  }

  lane(name: string): Lane {
    const lane: Lane = { name, ready: [], strict: 0, stalledUntilMs: 0 };
    this.lanes.push(lane);
    return lane;
  }

  /** At once, in its turn. */
  post(lane: Lane, what: string, run: () => void): void {
    lane.ready.push({ what, run });
    if (lane.stalledUntilMs <= this.nowMs && this.chance.is(STALL.probability)) {
      lane.stalledUntilMs = this.nowMs + this.chance.below(STALL.ms);
      this.after(lane.stalledUntilMs - this.nowMs, lane, 'goes on', () => undefined);
    }
  }

  after(ms: number, lane: Lane, what: string, run: () => void): Timer {
    const timed: Timed = { what, run, lane, atMs: this.nowMs + ms, isCancelled: false };
    this.timed.splice(this.placeOf(timed.atMs), 0, timed);
    return {
      cancel: () => {
        timed.isCancelled = true;
      },
    };
  }

  /** Sorted by time, latest first; what comes at the same time comes in the order of its asking. */
  private placeOf(atMs: number): number {
    let low = 0;
    let high = this.timed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.timed[middle]?.atMs ?? 0) > atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Plays until the time or the condition has come; between two events every promise has done what it can. */
  run(untilMs: number, isEnough: () => boolean = () => false): Promise<void> {
    return new Promise((resolve, reject) => {
      /** @returns whether there is more to play */
      const plays = (): boolean => {
        try {
          if (!isEnough() && this.next(untilMs)) {
            this.events += 1;
            return true;
          }
          resolve();
        } catch (error) {
          reject(error);
        }
        return false;
      };
      const goesOn = (): void => {
        for (let left = EVENTS_BETWEEN_RESTS; left > 0; left--) {
          if (!plays()) return;
          settlesPromises();
        }
        rest(goesOn);
      };
      // Whoever asks is a promise itself: others settle when it has ended.
      if (plays()) rest(goesOn);
    });
  }

  /** @returns false when nothing is left before that time */
  private next(untilMs: number): boolean {
    if (this.events > EVENTS_MAX) throw new Error('the story has no end');
    const open = this.openLanes();
    const timed = this.nextTimed();
    const isDue = timed !== undefined && timed.atMs <= untilMs;
    if (open === 0 || (isDue && this.preempts(timed))) {
      if (!isDue) {
        this.nowMs = Math.max(this.nowMs, untilMs);
        return false;
      }
      this.timed.pop();
      this.nowMs = Math.max(this.nowMs, timed.atMs);
      this.happen(timed.lane, timed);
      return true;
    }
    const lane = this.openLane(open === 1 ? 0 : this.chance.below(open));
    const ahead = lane.strict > 0 ? 1 : Math.min(LOOK_AHEAD, lane.ready.length);
    this.happen(lane, taken(lane.ready, ahead === 1 ? 0 : this.chance.below(ahead)));
    return true;
  }

  private isOpen({ ready, stalledUntilMs }: Lane): boolean {
    return ready.length > 0 && stalledUntilMs <= this.nowMs;
  }

  private openLanes(): number {
    let open = 0;
    for (const lane of this.lanes) if (this.isOpen(lane)) open += 1;
    return open;
  }

  private openLane(index: number): Lane {
    let left = index;
    for (const lane of this.lanes) if (this.isOpen(lane) && left-- === 0) return lane;
    throw new Error('no lane is open');
  }

  private nextTimed(): Timed | undefined {
    while (this.timed.at(-1)?.isCancelled) this.timed.pop();
    return this.timed.at(-1);
  }

  private preempts({ atMs }: Timed): boolean {
    return atMs - this.nowMs <= PREEMPTION.withinMs && this.chance.is(PREEMPTION.probability);
  }

  private happen(lane: Lane, { what, run }: Waiting): void {
    this.current = lane;
    this.trace(lane.name);
    this.trace(what);
    if (this.log !== undefined) this.note(`${lane.name}: ${what}`);
    run();
  }

  /** A line of the log, when there is one. */
  note(what: string): void {
    this.log?.(`${this.nowMs} ${what}`);
  }

  /** FNV-1a of the marks of all words that came, as a mark of all that happened. */
  trace(words: string): void {
    const known = this.marks.get(words);
    const mark = known ?? markOf(words);
    if (known === undefined) this.marks.set(words, mark);
    this.traceHash = Math.imul(this.traceHash ^ mark, PRIME) >>> 0;
  }
}

/** FNV-1a. */
function markOf(words: string): number {
  let hash = BASIS;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), PRIME);
  return hash;
}

/** Without the list that `splice` would make. */
function taken(ready: Waiting[], index: number): Waiting {
  const event = ready[index];
  if (event === undefined) throw new Error('nothing is ready');
  for (let at = index; at > 0; at--) ready[at] = ready[at - 1] as Waiting;
  ready.shift();
  return event;
}
