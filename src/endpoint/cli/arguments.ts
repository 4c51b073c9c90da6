import { parseArgs } from 'node:util';
import { Mistake } from './trouble.ts';

export type Flags = Readonly<Record<string, string | boolean | string[] | undefined>>;
export interface Command {
  readonly words: readonly string[];
  readonly flags: Flags;
}

const TEXT = { type: 'string' } as const;
const YES = { type: 'boolean' } as const;

const OPTIONS = {
  host: TEXT,
  port: TEXT,
  data: TEXT,
  cert: TEXT,
  key: TEXT,
  admin: TEXT,
  demo: YES,
  'no-demo': YES,
  'cors-origin': { ...TEXT, multiple: true },
  role: TEXT,
  password: TEXT,
  url: TEXT,
  login: TEXT,
  origin: TEXT,
  files: TEXT,
  'missing-from': TEXT,
  users: YES,
  'with-responses': TEXT,
  as: TEXT,
  form: TEXT,
  'leave-out': YES,
  help: { ...YES, short: 'h' },
  version: YES,
} as const;

/** Options of each command; anything else is a mistake worth a sentence. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  serve: ['host', 'port', 'data', 'cert', 'key', 'admin', 'demo', 'no-demo', 'cors-origin'],
  user: ['role', 'password', 'data', 'url', 'admin'],
  demo: ['data', 'admin', 'users', 'with-responses'],
  backup: ['data', 'url', 'admin'],
  restore: ['data', 'missing-from'],
  compact: ['data', 'url', 'admin'],
  check: ['login', 'origin'],
  form: ['data', 'url', 'admin', 'files'],
  responses: ['data', 'admin', 'as', 'form', 'leave-out'],
};

export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  const words = positionals.length === 0 ? ['serve'] : positionals;
  const allowed = ALLOWED[words[0] ?? ''];
  if (values.help || values.version || !allowed) return { words, flags: values };
  const stray = Object.keys(values).find((flag) => !allowed.includes(flag));
  if (stray !== undefined)
    throw new Mistake(`dastak ${words[0]} does not know --${stray}. See: dastak --help`);
  return { words, flags: values };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (trouble) {
    const [sentence = ''] = (trouble instanceof Error ? trouble.message : '').split('. ');
    throw new Mistake(`${sentence.replace(/\.$/, '')}. See: dastak --help`);
  }
}

export function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  if (value === '') throw new Mistake(`--${name} needs a value.`);
  return typeof value === 'string' ? value : undefined;
}

export function readPort(flags: Flags): number {
  const said = text(flags, 'port') ?? '8080';
  const port = Number(said);
  if (!/^\d{1,5}$/.test(said) || port > 65535)
    throw new Mistake(`--port must be a number from 0 to 65535, not "${said}".`);
  return port;
}

/** `name:password`, split at the first colon. */
export function readLogin(flags: Flags): { name: string; password: string } | undefined {
  const said = text(flags, 'admin');
  if (said === undefined) return undefined;
  const cut = said.indexOf(':');
  if (cut < 1 || cut === said.length - 1)
    throw new Mistake('--admin needs a name and a password: --admin name:password');
  return { name: said.slice(0, cut), password: said.slice(cut + 1) };
}

export const folderOf = (flags: Flags): string => text(flags, 'data') ?? 'data';
