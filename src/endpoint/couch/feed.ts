import type { ChangeLog } from '../store/changes.ts';
import type { DatabaseCall } from './call.ts';
import type { ChangeOptions } from './changeOptions.ts';
import { changeRows, type Place, pageEnd, type Row, rowText } from './changes.ts';
import { sequenceText } from './sequence.ts';
import { gathered, type Pieces } from './streamed.ts';

/** What the three live feeds say at each moment. */
interface Shape {
  readonly type: string;
  readonly begin: string;
  readonly beat: string;
  /** What stands around a row, which is given as JSON. */
  before(isFirst: boolean): string;
  after(row: Row): string;
  end(place: Place, hasRows: boolean): string;
}

function shapeOf(call: DatabaseCall, feed: ChangeOptions['feed']): Shape {
  const last = (place: Place) => sequenceText(call.database.card, place.lastSeq);
  if (feed === 'longpoll') {
    return {
      type: 'application/json',
      begin: '{"results":[\n',
      beat: '\n',
      before: (isFirst) => (isFirst ? '' : ',\n'),
      after: () => '',
      end: (place, hasRows) => `${hasRows ? '\n' : ''}${pageEnd(place, call)}`,
    };
  }
  if (feed === 'continuous') {
    return {
      type: 'application/json',
      begin: '',
      beat: '\n',
      before: () => '',
      after: () => '\n',
      end: (place) => `${JSON.stringify({ last_seq: last(place), pending: place.pending })}\n`,
    };
  }
  return {
    type: 'text/event-stream',
    begin: '',
    beat: 'event: heartbeat\ndata: \n\n',
    before: () => 'data: ',
    after: ({ fields }) => `\nid: ${fields['seq']}\n\n`,
    end: () => '',
  };
}

/**
 * An answer that waits for changes: longpoll ends with the first ones, the others go on. With a heartbeat it waits for
 * ever and sends a sign of life; without one it ends after the timeout. Ends also when the caller goes away, the
 * database is deleted, or the endpoint closes.
 */
export function streamFeed(
  call: DatabaseCall,
  options: ChangeOptions,
  log: ChangeLog,
  since: number,
): Response {
  const shape = shapeOf(call, options.feed);
  let feed: Feed | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      feed = new Feed(call, options, log, shape, controller);
      feed.begin(since);
    },
    pull: () => feed?.wake(),
    cancel: () => feed?.release(),
  });
  const headers = {
    'content-type': shape.type,
    'cache-control': 'must-revalidate',
    'x-accel-buffering': 'no',
  };
  return new Response(body, { headers });
}

class Feed {
  readonly #call: DatabaseCall;
  readonly #options: ChangeOptions;
  readonly #log: ChangeLog;
  readonly #shape: Shape;
  readonly #out: ReadableStreamDefaultController<Uint8Array>;
  /** Up to where everything was sent. */
  #place: Place = { lastSeq: 0, pending: 0 };
  #hasRows = false;
  /** Whether a part of the rows was sent and another was not: nothing else may come between. */
  #isWithin = false;
  #left: number;
  #isReading = false;
  #isOver = false;
  #timeout: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;
  #deaf: () => void = () => undefined;
  #wake: () => void = () => undefined;

  constructor(
    call: DatabaseCall,
    options: ChangeOptions,
    log: ChangeLog,
    shape: Shape,
    out: ReadableStreamDefaultController<Uint8Array>,
  ) {
    this.#call = call;
    this.#options = options;
    this.#log = log;
    this.#shape = shape;
    this.#out = out;
    this.#left = options.limit;
  }

  begin(since: number): void {
    this.#place = { lastSeq: since, pending: 0 };
    this.#send(this.#shape.begin);
    this.#deaf = this.#log.listen(() => void this.#read());
    this.#call.core.closing.addEventListener('abort', this.#end, { once: true });
    const { heartbeatMs } = this.#options;
    if (heartbeatMs !== undefined) this.#beat = setInterval(this.#sendBeat, heartbeatMs);
    this.#restartTimeout();
    void this.#read();
  }

  async #read(): Promise<void> {
    if (this.#call.database.isClosed) return this.#end();
    if (this.#isReading || this.#isOver) return;
    this.#isReading = true;
    try {
      while (!this.#isOver && this.#log.lastSeq > this.#place.lastSeq) await this.#readOnce();
    } catch {
      this.#end();
    } finally {
      this.#isReading = false;
    }
  }

  async #readOnce(): Promise<void> {
    const place = { ...this.#place };
    const before = this.#left;
    for await (const chunk of gathered(this.#rowsAfter(place))) {
      if (chunk.length === 0) continue;
      await this.#room();
      if (this.#isOver) return;
      this.#isWithin = true;
      clearTimeout(this.#timeout);
      this.#send(chunk);
    }
    if (this.#isOver) return;
    this.#isWithin = false;
    this.#place = place;
    if (this.#left === before) return;
    if (this.#options.feed === 'longpoll' || this.#left <= 0) this.#end();
    else this.#restartTimeout();
  }

  async *#rowsAfter(place: Place): Pieces {
    const options = { ...this.#options, limit: this.#left, descending: false };
    for await (const row of changeRows(this.#call, options, this.#log, place)) {
      yield this.#shape.before(!this.#hasRows);
      this.#hasRows = true;
      yield* rowText(this.#call, options, row);
      yield this.#shape.after(row);
      this.#left -= 1;
    }
  }

  /** Resolves when the caller has taken what was sent, or is gone. */
  async #room(): Promise<void> {
    while (!this.#isOver && (this.#out.desiredSize ?? 0) <= 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  wake(): void {
    this.#wake();
  }

  #restartTimeout(): void {
    clearTimeout(this.#timeout);
    if (this.#options.heartbeatMs === undefined) {
      this.#timeout = setTimeout(this.#end, this.#options.timeoutMs);
    }
  }

  readonly #sendBeat = (): void => {
    // Who does not take what is there needs no sign of life.
    if (!this.#isWithin && (this.#out.desiredSize ?? 0) > 0) this.#send(this.#shape.beat);
  };

  #send(what: string | Uint8Array): void {
    if (this.#isOver || what.length === 0) return;
    this.#out.enqueue(typeof what === 'string' ? new TextEncoder().encode(what) : what);
  }

  readonly #end = (): void => {
    if (this.#isOver) return;
    // Half a row has no end that could be understood: the connection breaks off.
    if (this.#isWithin) this.#out.error(new Error('the changes end within a row'));
    else {
      this.#send(this.#shape.end(this.#place, this.#hasRows));
      this.#out.close();
    }
    this.release();
  };

  release(): void {
    this.#isOver = true;
    clearTimeout(this.#timeout);
    clearInterval(this.#beat);
    this.#deaf();
    this.#wake();
    this.#call.core.closing.removeEventListener('abort', this.#end);
  }
}
