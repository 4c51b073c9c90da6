// How much memory the endpoint takes at most while many large requests come at one time: `npm run bench:memory`.
// Linux; sizes by DASTAK_SENDERS and DASTAK_MEGABYTES.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildIfNeeded } from '../../src/endpoint/bin/build.js';

const project = resolve(import.meta.dirname, '../..');
const senders = Number(process.env['DASTAK_SENDERS'] ?? 30);
const megabytes = Number(process.env['DASTAK_MEGABYTES'] ?? 30);
const LOGIN = `Basic ${Buffer.from('root:pw-root').toString('base64')}`;

/** @returns the server's process and its address */
async function serve(folder) {
  const words = ['serve', '--no-demo', '--port', '0', '--data', folder, '--admin', 'root:pw-root'];
  const child = spawn(process.execPath, [join(project, 'src/endpoint/bin/dastak.js'), ...words], {
    cwd: tmpdir(),
  });
  const url = await new Promise((opened, failed) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      const [, found] = /open at\s+(\S+)[\s\S]*Stop with/.exec(said) ?? [];
      if (found) opened(found);
    });
    child.on('close', () => failed(new Error(said)));
  });
  return { child, url };
}

/** @returns the status, and `Retry-After`; 0 when the connection broke off */
function send(url, method, body) {
  const headers = { authorization: LOGIN, 'content-type': 'application/json', 'content-length': body.length };
  return new Promise((told) => {
    const asked = request(url, { method, headers, agent: false }, (answer) => {
      answer
        .resume()
        .on('close', () => told({ status: answer.statusCode, after: answer.headers['retry-after'] }));
    });
    asked.on('error', () => told({ status: 0 }));
    asked.end(body);
  });
}

/** Of a process, its memory in megabytes: now, or at most since it began. */
async function megabytesOf(pid, field) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1000);
}

const bodyOf = (sender) => {
  const docs = [];
  const text = 'an answer of some length, '.repeat(60);
  for (let bytes = 0, n = 0; bytes < megabytes * 1e6; n++) {
    docs.push({ _id: `response:${sender}-${n}`, type: 'response', answers: { text, n, list: [n, n, n] } });
    bytes += text.length + 110;
  }
  return Buffer.from(JSON.stringify({ docs }));
};

if (!buildIfNeeded(project, false)) throw new Error('the endpoint does not build');
const folder = await mkdtemp(join(tmpdir(), 'dastak-memory-'));
const { child, url } = await serve(folder);
try {
  await send(`${url}/db/demo`, 'PUT', Buffer.alloc(0));
  const before = await megabytesOf(child.pid, 'VmRSS');
  const bodies = Array.from({ length: senders }, (_, sender) => bodyOf(sender));
  const begun = performance.now();
  const answers = await Promise.all(bodies.map((body) => send(`${url}/db/demo/_bulk_docs`, 'POST', body)));
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const peak = await megabytesOf(child.pid, 'VmHWM').catch(() => 'the process ended');
  const counts = {};
  for (const { status, after } of answers) {
    const said = after ? `${status} (Retry-After)` : `${status}`;
    counts[said] = (counts[said] ?? 0) + 1;
  }
  const told = Object.entries(counts).map(([said, count]) => `${count} × ${said}`);
  console.log(`${senders} bodies of ${megabytes} MB at one time, in ${seconds} s: ${told.join(', ')}`);
  console.log(`Memory of the endpoint: ${before} MB before, ${peak} MB at most`);
} finally {
  const ended = new Promise((done) => child.once('close', done));
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await ended;
  await rm(folder, { recursive: true, force: true });
}
