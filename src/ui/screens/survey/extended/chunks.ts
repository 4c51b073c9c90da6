import type { Page } from '../../../../domain/form/state.ts';

/** Pages of the list that are drawn, or not drawn, together. */
export interface Chunk {
  /** The same as long as the same part of the form is meant, whichever of its pages apply. */
  readonly key: string;
  readonly pages: readonly Page[];
}

/** Fewer would watch more borders than questions, more would draw what nobody sees. */
export const PAGES_TOGETHER = 8;

/**
 * Cuts the list by the pages' places in the form, so that a page which comes or goes changes its own chunk and no other.
 * Instances of a repeat have the same places: each run of them is a chunk of its own.
 */
export function chunksOf(pages: readonly Page[]): Chunk[] {
  const chunks: { key: string; part: number; pages: Page[] }[] = [];
  const runs = new Map<number, number>();
  for (const page of pages) {
    const part = Math.floor((page.number - 1) / PAGES_TOGETHER);
    const last = chunks.at(-1);
    if (last?.part === part && last.pages.length < PAGES_TOGETHER) {
      last.pages.push(page);
      continue;
    }
    const run = (runs.get(part) ?? 0) + 1;
    runs.set(part, run);
    chunks.push({ key: `${part}.${run}`, part, pages: [page] });
  }
  return chunks;
}
