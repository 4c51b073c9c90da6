import { randomBytes } from 'node:crypto';
import type { Shelf } from '../store/shelf.ts';
import type { PasswordHash } from './passwords.ts';

/** `server.json`: what makes this server itself. Readable by its owner only. */
export interface Settings {
  readonly uuid: string;
  /** Signs session cookies. */
  readonly secret: string;
  readonly admins: Readonly<Record<string, PasswordHash>>;
}

/** Reads the settings, or makes those of a new server. */
export async function openSettings(shelf: Shelf): Promise<Settings> {
  const found = await shelf.read('server.json');
  if (found !== undefined) return found as Settings;
  const made = {
    uuid: randomBytes(16).toString('hex'),
    secret: randomBytes(32).toString('hex'),
    admins: {},
  };
  await shelf.write('server.json', made);
  return made;
}
