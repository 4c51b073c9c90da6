// Unified diffs whose line numbers do not count: a hunk is found by its own words, which must occur exactly once.

/**
 * @typedef {{ file: string, hunks: { before: string, after: string }[] }} FilePatch
 */

/** @param {string} text what `git diff -U1` writes @returns {FilePatch[]} */
export function parsePatch(text) {
  const patches = text
    .split(/^(?=--- a\/)/m)
    .slice(1)
    .map(parseFile);
  return patches.map(({ file, hunks }) => ({
    file,
    hunks: hunks.map(({ before, after }) => ({ before: before.join('\n'), after: after.join('\n') })),
  }));
}

function parseFile(text) {
  const [, name = '', ...lines] = text.split('\n');
  const hunks = [];
  for (const line of lines) {
    if (/^@@/.test(line)) hunks.push({ before: [], after: [] });
    else addLine(hunks.at(-1), line);
  }
  return { file: name.replace('+++ b/', ''), hunks };
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
