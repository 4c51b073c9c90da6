import type { ChangeLog } from '../store/changes.ts';
import type { DatabaseCall } from './call.ts';
import type { ChangeOptions } from './changeOptions.ts';
import { type ChangePage, pageEnd, readPage } from './changes.ts';
import { sequenceText } from './sequence.ts';

/** What the three live feeds say at each moment. */
interface Shape {
  readonly type: string;
  readonly begin: string;
  readonly beat: string;
  rows(page: ChangePage): string;
  end(page: ChangePage): string;
}

const lines = (page: ChangePage): string[] => page.rows.map((row) => JSON.stringify(row));

function shapeOf(call: DatabaseCall, feed: ChangeOptions['feed']): Shape {
  const last = (page: ChangePage) => sequenceText(call.database.card, page.lastSeq);
  if (feed === 'longpoll') {
    return {
      type: 'application/json',
      begin: '{"results":[\n',
      beat: '\n',
      rows: (page) => `${lines(page).join(',\n')}\n`,
      end: (page) => pageEnd(page, call),
    };
  }
  if (feed === 'continuous') {
    return {
      type: 'application/json',
      begin: '',
      beat: '\n',
      rows: (page) =>
        lines(page)
          .map((line) => `${line}\n`)
          .join(''),
      end: (page) => `${JSON.stringify({ last_seq: last(page), pending: page.pending })}\n`,
    };
  }
  return {
    type: 'text/event-stream',
    begin: '',
    beat: 'event: heartbeat\ndata: \n\n',
    rows: (page) => page.rows.map((row) => `data: ${JSON.stringify(row)}\nid: ${row['seq']}\n\n`).join(''),
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
  let stop: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stop = new Feed(call, options, log, shape, controller).begin(since);
    },
    cancel: () => stop(),
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
  #page: ChangePage = { rows: [], lastSeq: 0, pending: 0 };
  #left: number;
  #isReading = false;
  #isOver = false;
  #timeout: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;
  #deaf: () => void = () => undefined;

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

  /** @returns what to call when nobody listens any more */
  begin(since: number): () => void {
    this.#page = { rows: [], lastSeq: since, pending: 0 };
    this.#send(this.#shape.begin);
    this.#deaf = this.#log.listen(() => void this.#read());
    this.#call.core.closing.addEventListener('abort', this.#end, { once: true });
    const { heartbeatMs } = this.#options;
    if (heartbeatMs !== undefined) {
      this.#beat = setInterval(() => this.#send(this.#shape.beat), heartbeatMs);
    }
    this.#restartTimeout();
    void this.#read();
    return () => this.#release();
  }

  async #read(): Promise<void> {
    if (this.#call.database.isClosed) return this.#end();
    if (this.#isReading || this.#isOver) return;
    this.#isReading = true;
    try {
      while (!this.#isOver && this.#log.lastSeq > this.#page.lastSeq) await this.#readOnce();
    } catch {
      this.#end();
    } finally {
      this.#isReading = false;
    }
  }

  async #readOnce(): Promise<void> {
    const options = { ...this.#options, limit: this.#left, descending: false };
    const page = await readPage(this.#call, options, this.#log, this.#page.lastSeq);
    this.#page = page;
    if (page.rows.length === 0) return;
    this.#send(this.#shape.rows(page));
    this.#left -= page.rows.length;
    if (this.#options.feed === 'longpoll' || this.#left <= 0) this.#end();
    else this.#restartTimeout();
  }

  #restartTimeout(): void {
    clearTimeout(this.#timeout);
    if (this.#options.heartbeatMs === undefined) {
      this.#timeout = setTimeout(this.#end, this.#options.timeoutMs);
    }
  }

  #send(text: string): void {
    if (!this.#isOver && text !== '') this.#out.enqueue(new TextEncoder().encode(text));
  }

  readonly #end = (): void => {
    if (this.#isOver) return;
    this.#send(this.#shape.end(this.#page));
    this.#release();
    this.#out.close();
  };

  #release(): void {
    this.#isOver = true;
    clearTimeout(this.#timeout);
    clearInterval(this.#beat);
    this.#deaf();
    this.#call.core.closing.removeEventListener('abort', this.#end);
  }
}
