import { isSentInParts } from '../http/gzip.ts';
import { Refusal } from './refusal.ts';

/** A request that holds no more counts as small: the app's are. Larger ones leave room for it. */
export const SMALL_BYTES = 1024 * 1024;

/** What all requests together may hold in memory. */
export interface HeldLimits {
  /** Of bodies that are read and worked on, and of attachments that are sent. */
  readonly bytes: number;
  /** Of these, what only small requests may hold. */
  readonly smallBytes: number;
  /** Milliseconds that a request waits for room before it is refused. */
  readonly waitMs: number;
}

/**
 * While it is worked on, a body takes several times its size (`npm run bench:memory`); more at one time would not be
 * done sooner, because one thread works.
 */
export const HELD_LIMITS: HeldLimits = {
  bytes: 96 * 1024 * 1024,
  smallBytes: 32 * 1024 * 1024,
  waitMs: 15_000,
};

/** Seconds; between one and three times as many are asked for, so that those who were refused do not all come back at once. */
const RETRY_SECONDS = 5;

function noRoom(): Refusal {
  const seconds = RETRY_SECONDS + Math.floor(Math.random() * 2 * RETRY_SECONDS);
  return new Refusal(
    503,
    'service_unavailable',
    'This endpoint is working on as many large requests as its memory can hold. Ask again later.',
    // What was not read of the body would be taken for the next request.
    { 'retry-after': String(seconds), connection: 'close' },
  );
}

interface Waiting {
  readonly share: Share;
  readonly bytes: number;
  /** @param trouble why it waits no longer; undefined: the bytes are its own */
  over(trouble?: Refusal): void;
}

/** Counts what requests hold, and lets them wait for each other. */
export class Held {
  readonly #limits: HeldLimits;
  #bytes = 0;
  #largeBytes = 0;
  /** Who holds something, the longest first. */
  readonly #small = new Set<Share>();
  readonly #large = new Set<Share>();
  #waiting: Waiting[] = [];

  constructor(limits: HeldLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How many requests wait for room. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * What one request holds, nothing as yet.
   * @param waits false: it is only counted, and never made to wait
   */
  share(request: Request, waits = true): Share {
    return new Share(this, request, waits);
  }

  /** For `Share` alone. @throws Refusal 503 when there was no room in time, or its caller is gone */
  take(share: Share, bytes: number): Promise<void> | undefined {
    if (!share.waits || (this.#fits(share, bytes) && (share.bytes > 0 || !this.#isBehind(share, bytes)))) {
      this.#count(share, bytes);
      return undefined;
    }
    const { signal } = share.request;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        share,
        bytes,
        over: (trouble) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', leave);
          this.#waiting = this.#waiting.filter((one) => one !== waiting);
          if (trouble) reject(trouble);
          else resolve();
        },
      };
      const leave = () => waiting.over(noRoom());
      const timer = setTimeout(leave, this.#limits.waitMs);
      this.#waiting.push(waiting);
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** For `Share` alone. */
  giveBack(share: Share, bytes: number): void {
    this.#count(share, -bytes);
    // The small ones first; of the large ones none overtakes another, or the largest would never come.
    const small = this.#waiting.filter((one) => isSmall(one.share, one.bytes));
    const large = this.#waiting.filter((one) => !isSmall(one.share, one.bytes));
    for (const queue of [small, large]) this.#letIn(queue);
  }

  #letIn(queue: readonly Waiting[]): void {
    let isFull = false;
    for (const one of queue) {
      const { share, bytes } = one;
      if ((share.bytes > 0 || !isFull) && this.#fits(share, bytes)) {
        this.#count(share, bytes);
        one.over();
      } else if (share.bytes === 0) isFull = true;
    }
  }

  /** For `Share` alone: whoever waits for it waits in vain. */
  leave(share: Share): void {
    for (const one of this.#waiting) if (one.share === share) one.over(noRoom());
  }

  /** Whether others of its kind came before, and hold nothing either. */
  #isBehind(share: Share, bytes: number): boolean {
    return this.#waiting.some(
      (one) => one.share.bytes === 0 && isSmall(one.share, one.bytes) === isSmall(share, bytes),
    );
  }

  /**
   * Whoever has held something the longest always gets more: otherwise those who hold a part would wait for each other,
   * and who needs more than all the room would be refused for ever.
   */
  #fits(share: Share, bytes: number): boolean {
    const { bytes: bytesMax, smallBytes } = this.#limits;
    const hasRoom = this.#bytes + bytes <= bytesMax;
    if (isSmall(share, bytes)) {
      const hasOwnRoom = this.#bytes - this.#largeBytes + bytes <= smallBytes;
      return hasRoom || hasOwnRoom || isFirst(this.#small, share);
    }
    const others = this.#largeBytes - largeBytesOf(share.bytes);
    const hasLargeRoom = others + share.bytes + bytes <= bytesMax - smallBytes;
    return (hasRoom && hasLargeRoom) || isFirst(this.#large, share);
  }

  #count(share: Share, bytes: number): void {
    this.#largeBytes -= largeBytesOf(share.bytes);
    share.bytes += bytes;
    this.#bytes += bytes;
    this.#largeBytes += largeBytesOf(share.bytes);
    const kind = share.bytes > SMALL_BYTES ? this.#large : this.#small;
    for (const holders of [this.#small, this.#large]) if (holders !== kind) holders.delete(share);
    if (share.bytes > 0) kind.add(share);
    else kind.delete(share);
  }
}

/** Whether it is the first of `holders`, or would be. */
function isFirst(holders: ReadonlySet<Share>, share: Share): boolean {
  const [first = share] = holders;
  return first === share;
}

const largeBytesOf = (bytes: number): number => (bytes > SMALL_BYTES ? bytes : 0);
const isSmall = (share: Share, bytes: number): boolean => share.bytes + bytes <= SMALL_BYTES;

/** What one request holds. */
export class Share {
  readonly #held: Held;
  readonly request: Request;
  readonly waits: boolean;
  bytes = 0;
  #isOver = false;

  constructor(held: Held, request: Request, waits: boolean) {
    this.#held = held;
    this.request = request;
    this.waits = waits;
  }

  /** Waits until so many more may be held. @throws Refusal 503 with `Retry-After` when that takes too long */
  async hold(bytes: number): Promise<void> {
    if (this.#isOver) throw noRoom();
    if (bytes > 0) await this.#held.take(this, bytes);
  }

  giveBack(bytes: number): void {
    if (!this.#isOver) this.#held.giveBack(this, bytes);
  }

  /** The request is over, however it ended: all that it held is given back, and it gets no more. */
  end(): void {
    if (this.#isOver) return;
    this.#held.leave(this);
    this.#held.giveBack(this, this.bytes);
    this.#isOver = true;
  }

  /** The answer, with whose end, or its connection's, everything is given back. */
  until(answer: Response): Response {
    // What is held only while it is sent is given back by whoever sends it.
    if (this.bytes === 0) return answer;
    if (answer.body === null || !isSentInParts(answer)) {
      this.end();
      return answer;
    }
    const reader = answer.body.getReader();
    const body = new ReadableStream<Uint8Array>({
      pull: async (out) => {
        const next = await reader.read().catch((trouble: unknown) => {
          this.end();
          throw trouble;
        });
        if (!next.done) return out.enqueue(next.value);
        this.end();
        out.close();
      },
      cancel: (why) => {
        this.end();
        return reader.cancel(why);
      },
    });
    const { status, headers } = answer;
    return new Response(body, { status, headers });
  }
}
