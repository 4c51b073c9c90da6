import { type Account, basic } from './identity.ts';
import type { Heard, Link, Mishap, Request } from './network.ts';
import type { Lane, Scheduler } from './scheduler.ts';

/** Looks at the requests of one tab, from a sign-in to its end, from outside: manners that no answer depends on, and that endpoints rely on. */
export interface TabWatch {
  readonly link: Link;
  readonly mishap: (request: Request) => Mishap | undefined;
  readonly violation: (what: string) => void;
  /** Something rare happened. */
  readonly saw: (what: string) => void;
  /** A request of a session is on its way. */
  isInSession(): boolean;
  /** The endpoint has asked for a pause that is not over. */
  isAskedToWait(): boolean;
  /** How often it asked what has changed. */
  pulls(): number;
  /** Somebody has said that what she typed is wrong: more than that a cookie has run out. */
  wasRefused(): boolean;
}

interface Around {
  /** Of the tab. */
  readonly name: string;
  /** Told of the bytes of each answer. */
  readonly carries?: (bytes: number) => void;
  /** How many people it sends for, one after the other. */
  readonly people: number;
  readonly lane: Lane;
  readonly mishap: TabWatch['mishap'];
  readonly violation: TabWatch['violation'];
  readonly saw: TabWatch['saw'];
  readonly isBusyElsewhere: () => boolean;
  /** How far the phone's clock is off now. */
  readonly skewMs: () => number;
}

/** Nothing larger is sent but a single document that is larger itself (the largest photo, in base64). */
const BODY_BYTES_MAX = 1_000_000;
/** CouchDB's lockout. */
export const LOCKOUT_MS = 5 * 60_000;

/** What a session sends and what it receives go side by side: one of them hears later that it is over. */
const EARLY_MAX = 8;
/** CouchDB locks a name out after five; a disk that fails at the wrong moment may forget one. Of each person. */
const REFUSALS_MAX = 3;

/** A photo that somebody looks at, or a wait for news: no part of a session, and under no lock. */
const isOfSession = ({ method, path }: Request): boolean =>
  !(method === 'GET' && /^\/(media|file)%3A/.test(path)) && !/feed=longpoll|_session$/.test(path);

/** A link at the edge of coverage takes most of a minute, there and back. */
const PATIENCE_MS_MIN = 60_000;

const isQuestion = ({ path }: Request): boolean => /feed=longpoll/.test(path);
/** Between two sessions, which are some twenty minutes apart at most; each question stays open for most of a minute. */
const QUESTIONS_MAX = 50;

export function watchTab(scheduler: Scheduler, isAlive: () => boolean, around: Around): TabWatch {
  let quietUntilMs = 0;
  let skewThenMs = 0;
  let early = 0;
  let refusals = 0;
  let underWay = 0;
  let pausedFor: string | null = null;
  let refusedWords: string | null = null;
  let hasOtherRefusal = false;
  let questions = 0;
  let wasRefused = false;
  let pulls = 0;
  const { name, lane, violation, saw, mishap } = around;

  function isQuietFor(ms: number): void {
    quietUntilMs = scheduler.nowMs + ms;
    skewThenMs = around.skewMs();
  }

  /** A clock that was set may end a pause: phones have no other. */
  const isAskedToWait = (): boolean => scheduler.nowMs < quietUntilMs && around.skewMs() === skewThenMs;

  function asked(request: Request): void {
    const { path, body } = request;
    const isForCookie = /_session$/.test(path) && refusedWords !== null && !hasOtherRefusal;
    // Somebody may have typed another one in the other tab.
    if (isForCookie && underWay === 0 && wordsForCookie(request) === refusedWords)
      violation(`${name} tries a refused password once more`);
    questions = isQuestion(request) ? questions + 1 : isOfSession(request) ? 0 : questions;
    if (questions > QUESTIONS_MAX) violation(`${name} asks without end whether there is news`);
    if (!isOfSession(request)) return;
    if (path.startsWith('/_changes')) pulls += 1;
    const isEarly = isAskedToWait();
    early = isEarly ? early + 1 : 0;
    if (early > EARLY_MAX) violation(`${name} asks before it may: ${path}`);
    const someone = passwordIn(request);
    if (isEarly && someone !== null && pausedFor !== null && someone !== pausedFor)
      violation(`${name} goes on for somebody else before it may: ${path}`);
    if ((body?.length ?? 0) > BODY_BYTES_MAX) violation(`${name} sends ${body?.length} bytes: ${path}`);
    if (around.isBusyElsewhere()) violation(`${name}: two sessions at once: ${path}`);
    underWay += 1;
  }

  function heard(request: Request, answer: Heard | undefined): void {
    if (answer !== undefined) saw(`status ${answer.status}`);
    if (answer !== undefined) around.carries?.(answer.bytes);
    // What was cut off in the middle of its words has not been heard.
    hasOtherRefusal ||= answer?.status === 401 && !(answer.isRefusal && answer.isGenuine && answer.isWhole);
    wasRefused ||= answer?.status === 401 && (answer.isRefusal || !answer.isGenuine || isByToken(request));
    if (answer?.status === 200 && /feed=longpoll/.test(request.path)) saw('an open question answered');
    if (answer?.status === 200 && /_session$/.test(request.path)) {
      saw('signed in for a cookie');
      // The password is right: what was refused before was a cookie.
      refusals = 0;
    }
    if (!isOfSession(request)) return;
    underWay -= 1;
    if (answer === undefined) return;
    // Its author would be thought to have lost it, and the phone shows a refusal that nobody can end.
    if (answer.status === 412) violation(`${name} sends the name of a photo whose bytes it has not`);
    const { retryAfterS, isLockout, isRefusal, isWhole } = answer;
    if (retryAfterS !== undefined) {
      isQuietFor(retryAfterS * 1000);
      pausedFor = passwordIn(request);
    }
    // CouchDB locks out one name: a worker may go on for the next person, and whose request this was is not seen here.
    if (isLockout && isWhole && around.people === 1) isQuietFor(LOCKOUT_MS);
    if (isRefusal && answer.isGenuine) refusals += 1;
    if (isRefusal && answer.isGenuine) refusedWords = passwordIn(request);
    if (refusals > REFUSALS_MAX * around.people)
      violation(`${name} uses a refused password again and again: ${request.path}`);
  }

  function gaveUp(request: Request, afterMs: number): void {
    if (!isQuestion(request) && afterMs < PATIENCE_MS_MIN)
      violation(`${name} waits ${afterMs} ms for an answer: ${request.path}`);
  }

  return {
    link: { name, lane, isAlive, mishap, asked, heard, gaveUp },
    mishap,
    violation,
    saw,
    isInSession: () => isAlive() && underWay > 0,
    isAskedToWait,
    pulls: () => pulls,
    wasRefused: () => wasRefused,
  };
}

/** What is not taken of a token is told as if nobody had come. */
const isByToken = ({ init }: Request): boolean =>
  new Headers(init.headers).get('authorization')?.startsWith('Bearer ') === true;

/** Name and password that ask for a cookie, as they would travel with any other request. */
function wordsForCookie({ body }: Request): string | null {
  if (body === undefined) return null;
  return basic(JSON.parse(new TextDecoder().decode(body)) as Account);
}

/** Name and password as they travel; null where cookies or tokens do. */
function passwordIn({ init }: Request): string | null {
  const authorization = new Headers(init.headers).get('authorization');
  return authorization?.startsWith('Basic ') ? authorization : null;
}
