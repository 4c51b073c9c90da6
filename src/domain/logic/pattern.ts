import { kept } from '../kept.ts';

/** Compiled patterns: the same few are matched at every keystroke. */
const patterns = new Map<string, RegExp | null>();

/**
 * With a repeated group, a reference to one, or more than two parts of open length a browser's matcher may take longer
 * than anybody waits. The extension has another one for such patterns.
 */
const isWild = (source: string): boolean =>
  /\)[*+?{]|\\[1-9]/.test(source) || source.split(/[*+?]|,\d*\}/).length > 3;

/** A pattern that must match the whole text (ODK's documentation); null when it is none that is surely quick. */
export const tamePattern = (source: string): RegExp | null =>
  kept(patterns, source, () => {
    try {
      return isWild(source) ? null : new RegExp(`^(?:${source})$`);
    } catch {
      return null;
    }
  });
