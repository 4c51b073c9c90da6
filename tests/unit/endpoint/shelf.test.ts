import { expect, test, vi } from 'vitest';
import { backup } from '../../../src/endpoint/cli/backup.ts';
import { clientOfEndpoint } from '../../../src/endpoint/cli/couchClient.ts';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import { diskShelf } from '../../../src/endpoint/store/shelf.ts';
import { freshFolder } from './process.ts';

const steps = vi.hoisted(() => [] as string[]);
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open = async (...words: Parameters<typeof real.open>) => {
    const file = await real.open(...words);
    const sync = file.sync.bind(file);
    file.sync = () => {
      steps.push(`sync ${words[0]}`);
      return sync();
    };
    return file;
  };
  const rename = (from: string, to: string) => {
    steps.push(`rename ${from}`);
    return real.rename(from, to);
  };
  return { ...real, open, rename };
});

test('what is removed does not come back with the power: the disk knows it before anybody is told', async () => {
  const folder = await freshFolder();
  const shelf = diskShelf(folder);
  await shelf.write('databases/demo/database.json', {});
  steps.length = 0;
  await shelf.remove('databases/demo');
  expect(steps).toEqual([`rename ${folder}/databases/demo`, `sync ${folder}/databases`]);
});

test('a backup that is told to be there is there after a power cut, under its name', async () => {
  const folder = await freshFolder();
  const endpoint = await createEndpoint({ dataFolder: '', adapter: 'memory' });
  steps.length = 0;
  await backup(clientOfEndpoint(endpoint), `${folder}/all.jsonl`, undefined);
  await endpoint.close();
  const part = `${folder}/all.jsonl.part`;
  expect(steps).toEqual([`sync ${part}`, `rename ${part}`, `sync ${folder}`]);
});
