import Papa from 'papaparse';

/** One table of a file: its rows by their headings. */
export interface Table {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  /** As it was written, where it came as CSV: labels may stand in its head twice. */
  readonly lines?: readonly (readonly string[])[];
}
export type Cells = Readonly<Record<string, string>>;
/**
 * The cells of a row by their headings: those that are answers, and those about the record. An author may call a
 * question as one of the latter, which stand behind the answers.
 */
export interface Row {
  readonly answers: Cells;
  readonly facts: Cells;
}

/**
 * Whatever the separator (Kobo writes semicolons), with or without a byte order mark. Undefined for a table in which
 * marks of quotation are left open, or cells stand under no heading: answers would be taken for what they are not.
 */
export function readTable(name: string, csv: string): Table | undefined {
  const text = csv.replace(/^\uFEFF/, '');
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const [headings = [], ...lines] = data;
  const isLost = (line: readonly string[]): boolean =>
    line.slice(headings.length).some((cell) => cell !== '');
  if (errors.some(({ type }) => type === 'Quotes') || lines.some(isLost)) return undefined;
  const isTwice = headings[0] === SENT_AT && headings.includes(SENT_AT, 1);
  const rows = lines.map((line): Row => {
    const cells = headings.map((heading, at) => [heading, line[at] ?? ''] as const);
    const [first] = cells;
    return {
      answers: Object.fromEntries(cells.slice(isTwice ? 1 : 0).toReversed()),
      facts: Object.fromEntries(isTwice && first !== undefined ? [...cells, first] : cells),
    };
  });
  return { name, headings, rows, lines: data };
}

/** Of the facts the one that stands before the answers. */
const SENT_AT = 'SubmissionDate';
