import { trouble } from '../../result.ts';
import type { Plain } from '../functions/define.ts';

/** Kinds of expression that can never be a question or a repeat. */
const PLAIN_KINDS = ['text', 'number', 'negative', 'operation'];

/** A function that goes over questions or repeats: a plain value makes no sense to it. */
export const overNodes = (plain: Plain): Plain => ({
  ...plain,
  check: (written, found) =>
    written.some(({ kind }) => PLAIN_KINDS.includes(kind))
      ? trouble('needs-questions', { found })
      : undefined,
});
