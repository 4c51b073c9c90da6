import { calculate } from '../../types/Calculate.ts';
import type { QuestionKind } from '../../types/kind.ts';

/** A value that only defaults, calculations and other programs set. */
export const hidden: QuestionKind = calculate;
