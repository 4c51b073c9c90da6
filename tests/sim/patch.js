// Unified diffs whose line numbers do not count: a hunk is found by its own words, which must occur exactly once.

/**
 * @typedef {{ file: string, hunks: { before: string, after: string }[] }} FilePatch
 */

/** @param {string} text what `git diff -U1` writes @returns {FilePatch[]} */
export function parsePatch(text) {
  const patches = [];
  for (const line of text.split('\n')) {
    const file = /^\+\+\+ b\/(.+)$/.exec(line)?.[1];
    if (file !== undefined) patches.push({ file, hunks: [] });
    else if (/^@@/.test(line)) patches.at(-1)?.hunks.push({ before: [], after: [] });
    else addLine(patches.at(-1)?.hunks.at(-1), line);
  }
  return patches.map(({ file, hunks }) => ({
    file,
    hunks: hunks.map(({ before, after }) => ({ before: before.join('\n'), after: after.join('\n') })),
  }));
}

function addLine(hunk, line) {
  if (hunk === undefined) return;
  const words = line.slice(1);
  if (line.startsWith(' ') || line.startsWith('-')) hunk.before.push(words);
  if (line.startsWith(' ') || line.startsWith('+')) hunk.after.push(words);
}

/** @param {string} code @param {FilePatch} patch @returns {string} Throws when a hunk does not fit exactly once. */
export function applied(code, { file, hunks }) {
  return hunks.reduce((text, { before, after }) => {
    const parts = text.split(before);
    if (before === '' || parts.length !== 2) {
      throw new Error(`${file}: these words occur ${parts.length - 1} times:\n${before}`);
    }
    return parts.join(after);
  }, code);
}
