import { LEVEL } from '../../../domain/analysis/proportion.ts';
import { useT } from '../../language.ts';
import { isolated } from './change.ts';

/** `95%`, as the language writes it: the level of every interval. */
export const useLevel = (): string => isolated(useT().percent(LEVEL));
