// Loaded into a process before it begins (`node --import`), it ends that process as `kill -9` does at the n-th step that
// changes the disk: `before` it, or `amid`, when it has begun. Steps count from a request that says so
// (`x-die-at: before 3`), or from the start (`DIE_AT`).
import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

let moment;
let left = 0;

function arm(text) {
  if (!text) return;
  const [when, steps] = text.split(' ');
  moment = when;
  left = Number(steps);
}

const die = () => process.kill(process.pid, 'SIGKILL');

/** @param half begins what `step` would do */
function stepped(owner, name, half) {
  const step = owner[name];
  owner[name] = function (...words) {
    if (left > 0 && --left === 0) {
      if (moment === 'amid') (half ?? step).apply(this, words);
      die();
      // Nothing goes on between the signal and the end.
      for (;;);
    }
    return step.apply(this, words);
  };
}

const project = createRequire(import.meta.url);
const adapter = createRequire(project.resolve('pouchdb-adapter-leveldb'));
const level = adapter('leveldown').prototype;
for (const name of ['_batch', 'compactRange']) stepped(level, name);

const file = await fs.promises.open(import.meta.filename);
const handle = Object.getPrototypeOf(file);
await file.close();
for (const name of ['write', 'writeFile']) {
  stepped(handle, name, function (text) {
    fs.writeSync(this.fd, String(text).slice(0, String(text).length / 2));
  });
}
stepped(handle, 'sync');
stepped(fs.promises, 'rename', fs.renameSync);
stepped(fs.promises, 'rm');
syncBuiltinESMExports();

subscribe('http.server.request.start', ({ request }) => arm(request.headers['x-die-at']));
arm(process.env.DIE_AT);
