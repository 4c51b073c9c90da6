import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOM = new URL('../../../src/sync/', import.meta.url);

test.each([
  ['the clock', /Date\.now|new Date\(\)|performance\./],
  ['chance', /Math\.random|getRandomValues|randomUUID/],
  ['timers', /setTimeout|setInterval|requestAnimationFrame/],
  ['the network', /(?<![.\w])fetch\(|XMLHttpRequest|WebSocket|navigator\./],
])('the replicator touches %s only through its world', (_what, forbidden) => {
  const guilty = readdirSync(ROOM)
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const code = readFileSync(new URL(name, ROOM), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      // A port's own method is declared, not called.
      return forbidden.test(code.replace(/^\s+fetch\(url: string.*$/m, ''));
    });
  expect(guilty).toEqual([]);
});
