import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A stretch of network between a client and an endpoint on this machine: it delays, narrows and counts. Bytes are what
 * TCP carries, HTTP's heads included, TCP/IP's own headers not.
 */
export interface Link {
  /** `http://127.0.0.1:port`, in place of the endpoint's origin. */
  readonly origin: string;
  /** Since the last `reset`. */
  count(): { bytesUp: number; bytesDown: number; connections: number };
  reset(): void;
  close(): Promise<void>;
}

export interface LinkKind {
  readonly name: string;
  /** A new connection costs one more of these. */
  readonly rttMs: number;
  readonly upBitsPerS: number;
  readonly downBitsPerS: number;
}

export const MOBILE_3G: LinkKind = { name: '3G', rttMs: 300, upBitsPerS: 250_000, downBitsPerS: 750_000 };
export const THIS_MACHINE: LinkKind = {
  name: 'this machine',
  rttMs: 0,
  upBitsPerS: Number.POSITIVE_INFINITY,
  downBitsPerS: Number.POSITIVE_INFINITY,
};

/** Finer slices would only cost timers; coarser ones would arrive in jerks. */
const SLICE_BYTES = 4096;
/** How far ahead of the line a sender may write, as a socket's buffer lets it. */
const LAG_MS_MAX = 400;

/** One direction, shared by all connections. */
class Line {
  private freeAtMs = 0;
  bytes = 0;
  constructor(
    private readonly bitsPerS: number,
    private readonly delayMs: number,
  ) {}

  /** When these bytes arrive at the other end, and how long the line is taken until then. */
  take(bytes: number, notBeforeMs: number): { atMs: number; lagMs: number } {
    const nowMs = performance.now();
    this.bytes += bytes;
    this.freeAtMs = Math.max(nowMs, notBeforeMs, this.freeAtMs) + (bytes * 8000) / this.bitsPerS;
    return { atMs: this.freeAtMs + this.delayMs, lagMs: this.freeAtMs - nowMs };
  }
}

/** @param endpoint `http://127.0.0.1:port` */
export async function openLink(endpoint: string, kind: LinkKind): Promise<Link> {
  const target = Number(new URL(endpoint).port);
  const lines = (): { up: Line; down: Line } => ({
    up: new Line(kind.upBitsPerS, kind.rttMs / 2),
    down: new Line(kind.downBitsPerS, kind.rttMs / 2),
  });
  let { up, down } = lines();
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    connections += 1;
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const bornMs = performance.now();
    carry(client, far, () => up, bornMs + kind.rttMs);
    carry(far, client, () => down, 0);
    for (const socket of [client, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    count: () => ({ bytesUp: up.bytes, bytesDown: down.bytes, connections }),
    reset() {
      ({ up, down } = lines());
      connections = 0;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Hands on what `from` says, in order, each slice when the line has brought it. */
function carry(from: Socket, to: Socket, line: () => Line, notBeforeMs: number): void {
  const onTheWay: { atMs: number; slice: Buffer | null }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const deliver = (): void => {
    timer = undefined;
    const nowMs = performance.now();
    for (let next = onTheWay[0]; next !== undefined && next.atMs <= nowMs + 0.5; next = onTheWay[0]) {
      onTheWay.shift();
      if (next.slice === null) to.end();
      else if (!to.destroyed) to.write(next.slice);
    }
    wait();
  };
  const wait = (): void => {
    const [next] = onTheWay;
    if (next !== undefined) timer ??= setTimeout(deliver, Math.max(0, next.atMs - performance.now()));
  };
  from.on('data', (chunk: Buffer) => {
    let lagMs = 0;
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      const slice = chunk.subarray(at, at + SLICE_BYTES);
      const taken = line().take(slice.length, notBeforeMs);
      onTheWay.push({ atMs: taken.atMs, slice });
      lagMs = taken.lagMs;
    }
    wait();
    if (lagMs > LAG_MS_MAX) {
      from.pause();
      setTimeout(() => from.resume(), lagMs - LAG_MS_MAX / 2);
    }
  });
  from.on('end', () => {
    onTheWay.push({ atMs: onTheWay.at(-1)?.atMs ?? 0, slice: null });
    wait();
  });
  from.on('error', () => to.destroy());
  from.on('close', () => {
    if (onTheWay.length === 0) to.end();
  });
  to.on('close', () => clearTimeout(timer));
}
