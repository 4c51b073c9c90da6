import { hex } from '../domain/hex.ts';
import { uuidv7 } from '../domain/ids.ts';

export interface RandomDoor {
  /** A fresh version 7 UUID. */
  uuid(): string;
  /** That many random bytes as hex digits, two a byte. */
  hex(bytes: number): string;
  /** In [0, 1); for the spread of retries and for what a form draws, not for secrets. */
  share(): number;
}

export const browserRandom = (wallMs: () => number): RandomDoor => ({
  uuid: () => uuidv7(wallMs(), crypto.getRandomValues(new Uint8Array(10))),
  hex: (bytes) => hex(crypto.getRandomValues(new Uint8Array(bytes))),
  share: () => Math.random(),
});
