/** Compiled patterns: the same few are matched at every keystroke. */
const patterns = new Map<string, RegExp | null>();

/** A pattern that must match the whole text (ODK's documentation); null when it is no pattern. */
export function fullPattern(source: string): RegExp | null {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const pattern = compilePattern(source);
  patterns.set(source, pattern);
  return pattern;
}

function compilePattern(source: string): RegExp | null {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return null;
  }
}
