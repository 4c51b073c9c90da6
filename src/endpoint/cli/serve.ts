import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { isLoopback } from '../access/identity.ts';
import { DEMO_SLUG } from '../demo/index.ts';
import { ROOT } from '../endpoint.ts';
import type { Origins } from '../http/cors.ts';
import { type RunningServer, startServer } from '../server.ts';
import { type Flags, folderOf, readLogin, readPort, text } from './arguments.ts';
import { ensureAdmin, ensureDemo, type Login } from './firstStart.ts';
import { Mistake, sentenceFor } from './trouble.ts';

function readFile(path: string, what: string): string {
  if (!existsSync(path)) throw new Mistake(`The ${what} file ${path} does not exist.`);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Mistake(`The ${what} file ${path} cannot be read. Check its rights.`);
  }
}

function readTls(flags: Flags): { cert: string; key: string } | undefined {
  const [certPath, keyPath] = [text(flags, 'cert'), text(flags, 'key')];
  if (certPath === undefined && keyPath === undefined) return undefined;
  if (certPath === undefined || keyPath === undefined) throw new Mistake('--cert and --key go together.');
  const tls = { cert: readFile(certPath, 'certificate'), key: readFile(keyPath, 'key') };
  try {
    createSecureContext(tls);
  } catch {
    throw new Mistake(`${certPath} and ${keyPath} are not a certificate and its key (PEM).`);
  }
  return tls;
}

function readOrigins(flags: Flags): Origins {
  const said = flags['cors-origin'];
  if (!Array.isArray(said)) return 'any';
  for (const origin of said) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new Mistake(`--cors-origin must look like https://app.example.org, not "${origin}".`);
    }
  }
  return said;
}

/** Where the program lies and how it speaks; tests give their own. */
export interface Setting {
  readonly appFolder: string;
  readonly version: string;
  readonly say: (text: string) => void;
  /** Of PBKDF2 for new passwords; fewer only in tests. */
  readonly iterations?: number;
}

/** `dastak serve`: greets before anybody is answered, so that who reads the greeting can sign in at once. */
export async function serve(flags: Flags, setting: Setting): Promise<RunningServer> {
  const port = readPort(flags);
  const host = text(flags, 'host') ?? '127.0.0.1';
  const dataFolder = resolve(folderOf(flags));
  const admin = readLogin(flags);
  const tls = readTls(flags);
  const demoLogins = flags['no-demo'] !== true;
  const { say, ...rest } = setting;
  return startServer({
    ...rest,
    host,
    port,
    dataFolder,
    demoLogins,
    corsOrigins: readOrigins(flags),
    log: (line) => console.error(`${new Date().toISOString()} ${line}`),
    ...(tls ? { tls } : {}),
    prepare: async (endpoint, url) => {
      const made = await ensureAdmin(endpoint, admin);
      const logins = demoLogins ? await ensureDemo(endpoint, dataFolder) : [];
      say(greeting(url, logins, adminLine(admin, made), dataFolder));
      if (!isLoopbackHost(host) && !tls) {
        say('Phones need HTTPS for offline use and position: see docs/administration.md.');
      }
    },
  }).catch((trouble: unknown) => {
    throw new Mistake(sentenceFor(trouble, { port, host, folder: dataFolder }));
  });
}

const isLoopbackHost = (host: string): boolean => host === 'localhost' || isLoopback(host);

type LoginName = { readonly name: string; readonly password: string };

function adminLine(asked: LoginName | undefined, made: LoginName | undefined): string {
  if (made) return `${made.name}  ${made.password}  (shown only this once: write it down)`;
  return asked ? asked.name : 'as made at the first start; --admin name:password changes it';
}

function greeting(url: string, logins: readonly Login[], admin: string, dataFolder: string): string {
  const lines = ['', `Dastak is open at   ${url}`];
  if (logins.length > 0) {
    lines.push(`Demo campaign       ${url}${ROOT}/${DEMO_SLUG}`);
    lines.push('Demo logins         (they work on this computer only)');
    const width = Math.max(...logins.map((login) => login.name.length));
    for (const { name, role, password } of logins) {
      lines.push(`  ${name.padEnd(width)}  ${password}  ${role}`);
    }
  }
  lines.push(`Administrator       ${admin}`);
  return [...lines, `Data                ${dataFolder}`, 'Stop with Ctrl+C.', ''].join('\n');
}

/** Ends the process after the files are closed; a second Ctrl+C ends it at once. */
export function stopWhenAsked(server: RunningServer): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(0);
    isStopping = true;
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
