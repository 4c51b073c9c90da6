import { vi } from 'vitest';
import type { Setting } from '../../../src/endpoint/cli/serve.ts';
import { run } from '../../../src/endpoint/main.ts';

/** `dastak` in this process: what it said, complaints included, and how it ended. */
export async function dastak(...words: string[]): Promise<{ code: number | undefined; said: string }> {
  let said = '';
  const complain = vi.spyOn(console, 'error').mockImplementation((text: string) => {
    said += text;
  });
  const setting: Setting = { appFolder: '', version: '1.2.3', say: (text) => (said += text), iterations: 2 };
  const code = await run(words, setting).finally(() => complain.mockRestore());
  return { code, said };
}
