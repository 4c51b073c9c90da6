import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Small JSON files beside the databases; the port that a test fills with memory. */
export interface Shelf {
  read(name: string): Promise<unknown>;
  /** Whole or not at all, and on the disk when the promise resolves; readable by the owner only. */
  write(name: string, value: unknown): Promise<void>;
  /** Names of the folders inside `name`. */
  folders(name: string): Promise<string[]>;
  remove(name: string): Promise<void>;
  /** Clears away what was left of a `write` or `remove` that a crash cut off. Nobody else may hold the shelf. */
  sweep(): Promise<void>;
  /** Bytes that everything in the folder `name` takes. */
  bytes(name: string): Promise<number>;
  /** Where PouchDB may put its files for `name`. */
  place(name: string): string;
}

/** What `write` has not finished, and what `remove` has taken out of sight already. */
const LEFTOVER = /\.[0-9a-f]{8}\.(new|gone)$/;

export function diskShelf(dataFolder: string): Shelf {
  const folder = resolve(dataFolder);
  const path = (name: string) => join(folder, ...name.split('/'));
  return {
    async read(name) {
      if (!existsSync(path(name))) return undefined;
      return JSON.parse(await readFile(path(name), 'utf8')) as unknown;
    },
    async write(name, value) {
      const target = path(name);
      await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
      const draft = `${target}.${randomBytes(4).toString('hex')}.new`;
      const file = await open(draft, 'w', 0o600);
      await file.writeFile(`${JSON.stringify(value)}\n`);
      await file.sync();
      await file.close();
      await chmod(draft, 0o600);
      await rename(draft, target);
      // Up to the data folder: the folder of a new database is an entry too, and must not be lost with the power.
      for (let at = dirname(target); at.startsWith(folder); at = dirname(at)) await syncFolder(at);
    },
    async folders(name) {
      if (!existsSync(path(name))) return [];
      const entries = await readdir(path(name), { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    },
    async remove(name) {
      // Renamed first: a crash in the middle of the removal must not leave half a database that opens.
      const gone = `${path(name)}.${randomBytes(4).toString('hex')}.gone`;
      if (!existsSync(path(name))) return;
      // Two who remove the same thing at the same time have both done it.
      await rename(path(name), gone).catch(ignoreAbsent);
      // Else it may be back after a power cut.
      await syncFolder(dirname(gone));
      await rm(gone, { recursive: true, force: true });
    },
    async sweep() {
      const databases = await this.folders('databases');
      for (const place of ['', 'databases', ...databases.map((name) => `databases/${name}`)]) {
        const names = existsSync(path(place)) ? await readdir(path(place)) : [];
        for (const name of names.filter((one) => LEFTOVER.test(one))) {
          await rm(join(path(place), name), { recursive: true, force: true });
        }
      }
    },
    bytes: (name) => bytesIn(path(name)),
    place: path,
  };
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map((entry) => {
    const path = join(folder, entry.name);
    // LevelDB removes files while we look.
    return entry.isDirectory()
      ? bytesIn(path)
      : stat(path).then(
          ({ size }) => size,
          () => 0,
        );
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** After a name in it changed: else the change may be undone by a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}

export function memoryShelf(): Shelf {
  const files = new Map<string, string>();
  const world = randomBytes(6).toString('hex');
  return {
    read: async (name) => {
      const text = files.get(name);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    write: async (name, value) => void files.set(name, JSON.stringify(value)),
    folders: async (name) => {
      const inside = [...files.keys()].filter((file) => file.startsWith(`${name}/`));
      return [...new Set(inside.map((file) => file.slice(name.length + 1).split('/')[0] ?? ''))];
    },
    remove: async (name) => {
      const isInside = (file: string) => file === name || file.startsWith(`${name}/`);
      for (const file of [...files.keys()]) if (isInside(file)) files.delete(file);
    },
    sweep: async () => undefined,
    bytes: async () => 0,
    place: (name) => `${world}/${name}`,
  };
}

function ignoreAbsent(error: unknown): void {
  const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!isAbsent) throw error;
}
