import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
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

/** `dastak serve`: runs until it is told to stop. */
export async function serve(flags: Flags, appFolder: string, version: string): Promise<void> {
  const port = readPort(flags);
  const host = text(flags, 'host') ?? '127.0.0.1';
  const dataFolder = resolve(folderOf(flags));
  const admin = readLogin(flags);
  const tls = readTls(flags);
  const demoLogins = flags['no-demo'] !== true;
  const server = await startServer({
    host,
    port,
    dataFolder,
    appFolder,
    version,
    demoLogins,
    corsOrigins: readOrigins(flags),
    log: (line) => console.error(`${new Date().toISOString()} ${line}`),
    ...(tls ? { tls } : {}),
    prepare: async (endpoint, url) => {
      const made = await ensureAdmin(endpoint, admin);
      const logins = demoLogins ? await ensureDemo(endpoint, dataFolder) : [];
      console.log(greeting(url, logins, made ?? admin, made !== undefined, dataFolder));
      if (host !== '127.0.0.1' && host !== 'localhost' && !tls) {
        console.log('Phones need HTTPS for offline use and position: see docs/administration.md.');
      }
    },
  }).catch((trouble: unknown) => {
    throw new Mistake(sentenceFor(trouble, { port, host, folder: dataFolder }));
  });
  stopWhenAsked(server);
}

function greeting(
  url: string,
  logins: readonly Login[],
  admin: { name: string; password: string } | undefined,
  isMade: boolean,
  dataFolder: string,
): string {
  const lines = ['', `Dastak is open at   ${url}`];
  if (logins.length > 0) {
    lines.push(`Demo campaign       ${url}${ROOT}/${DEMO_SLUG}`);
    lines.push('Demo logins         (they work on this computer only)');
    const width = Math.max(...logins.map((login) => login.name.length));
    for (const { name, role, password } of logins) {
      lines.push(`  ${name.padEnd(width)}  ${password}  ${role}`);
    }
  }
  if (admin && isMade) {
    lines.push(`Administrator       ${admin.name}  ${admin.password}  (shown only this once: write it down)`);
  } else
    lines.push(
      `Administrator       ${admin ? admin.name : 'as made at the first start; --admin name:password changes it'}`,
    );
  return [...lines, `Data                ${dataFolder}`, 'Stop with Ctrl+C.', ''].join('\n');
}

function stopWhenAsked(server: RunningServer): void {
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
