import { CORE_FUNCTIONS } from '../../functions/core.ts';
import type { XFunction } from '../../functions/define.ts';
import { CHANCE_FUNCTIONS } from './chance.ts';
import { CLAIM_FUNCTIONS } from './claims.ts';
import { DATE_FUNCTIONS } from './dates.ts';
import { DIGEST_FUNCTIONS } from './digest.ts';
import { NODE_FUNCTIONS } from './nodes.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { PLACE_FUNCTIONS } from './places.ts';
import { TEXT_FUNCTIONS } from './texts.ts';

/** Every function of the expression language by its name. */
export const FUNCTIONS: ReadonlyMap<string, XFunction> = new Map([
  ...CORE_FUNCTIONS,
  ...[
    CLAIM_FUNCTIONS,
    TEXT_FUNCTIONS,
    NUMBER_FUNCTIONS,
    DATE_FUNCTIONS,
    PLACE_FUNCTIONS,
    NODE_FUNCTIONS,
    CHANCE_FUNCTIONS,
    DIGEST_FUNCTIONS,
  ].flatMap((functions) => Object.entries(functions)),
]);
