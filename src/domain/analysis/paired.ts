/** Persons asked in both rounds, by their answer in each: `yesNo` said yes in the first and no in the second. */
export interface PairedTable {
  readonly yesYes: number;
  readonly yesNo: number;
  readonly noYes: number;
  readonly noNo: number;
}

export const pairs = (table: PairedTable): number => table.yesYes + table.yesNo + table.noYes + table.noNo;

/** Product of the four margins; 0 when one is empty and no correlation exists. */
function marginProduct({ yesYes, yesNo, noYes, noNo }: PairedTable): number {
  return (yesYes + yesNo) * (noYes + noNo) * (yesYes + noYes) * (yesNo + noNo);
}

/** Correlation of the two answers of one person (phi coefficient); 0 when nobody, or everybody, said yes in a round. */
export function phi(table: PairedTable): number {
  const product = marginProduct(table);
  if (product === 0) return 0;
  return (table.yesYes * table.noNo - table.yesNo * table.noYes) / Math.sqrt(product);
}

/**
 * The same, drawn towards 0 by half a person in each cell when positive, so that few pairs do not promise too narrow
 * an interval (Newcombe 1998, Stat Med 17:2635, method 10).
 */
export function phiCautious(table: PairedTable): number {
  const product = marginProduct(table);
  if (product === 0) return 0;
  const cross = table.yesYes * table.noNo - table.yesNo * table.noYes;
  const corrected = cross > 0 ? Math.max(cross - pairs(table) / 2, 0) : cross;
  return corrected / Math.sqrt(product);
}
