/** One file of a unified diff; its hunks are found by their own words. */
export interface FilePatch {
  file: string;
  hunks: { before: string; after: string }[];
}
export function parsePatch(text: string): FilePatch[];
/** Throws when a hunk does not fit exactly once. */
export function applied(code: string, patch: FilePatch): string;
