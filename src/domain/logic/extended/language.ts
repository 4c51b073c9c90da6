import type { Language } from '../language.ts';
import { FUNCTIONS } from './functions/index.ts';
import { inside } from './inside.ts';
import { locate } from './locate.ts';
import { parsePaths } from './paths.ts';

/** All of what XLSForm and ODK document. */
export const WHOLE_LANGUAGE: Language = { parse: parsePaths, functions: FUNCTIONS, inside, locate };
