import type { FormDefinition } from '../definition.ts';
import { placeRows } from '../rows.ts';
import { KINDS } from './types/index.ts';

/** How many rows of a form somebody answers; each once, however often it repeats. */
export const countAsked = ({ survey }: FormDefinition): number =>
  placeRows(survey).filter(({ row }) => KINDS[row.type].hasPage && row.type !== 'note').length;
