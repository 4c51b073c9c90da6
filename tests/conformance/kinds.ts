import { expressions, otherExpressions } from './expressions.ts';
import type { Kind } from './outcome.ts';
import { workbooks } from './workbooks.ts';
import { xlsforms } from './xlsforms.ts';

/** Every kind by the name it has in the report; a new one adds its module and one line here. */
export const KINDS: Readonly<Record<string, Kind>> = { expressions, otherExpressions, xlsforms, workbooks };
