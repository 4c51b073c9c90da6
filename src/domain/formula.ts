/**
 * A text that begins so is run as a formula by spreadsheets; in Japanese and Chinese ones also with the wide signs
 * (https://owasp.org/www-community/attacks/CSV_Injection). The pattern has no end, so that a text of several lines does
 * not pass. Marks of quotation before it get one more, so that they can be told from the one that guards.
 */
export const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A text that no spreadsheet runs. A number is left as it is. */
export const guarded = (text: string): string =>
  FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
