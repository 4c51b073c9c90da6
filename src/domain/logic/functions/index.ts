import { CLAIM_FUNCTIONS } from './claims.ts';
import { DATE_FUNCTIONS } from './dates.ts';
import type { XFunction } from './define.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { TEXT_FUNCTIONS } from './texts.ts';

/** Every function of the expression language by its name. */
export const FUNCTIONS: ReadonlyMap<string, XFunction> = new Map(
  Object.entries({ ...CLAIM_FUNCTIONS, ...TEXT_FUNCTIONS, ...NUMBER_FUNCTIONS, ...DATE_FUNCTIONS }),
);
