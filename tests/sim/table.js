// The table of `docs/planted-bugs.md`: one row a bug, in the order of their names.

const ROW = /^\| `([\w-]+)` \|.*$/;
const SAID_CHARACTERS_MAX = 90;

/**
 * @param {string} text the page
 * @param {{ name: string, what: string, seeds: string, isWhole: boolean, seed?: number, said?: string }[]} results what was just played; other rows stay
 */
export function withRows(text, results) {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('|--')) + 1;
  const after = lines.findIndex((line, index) => index >= first && !line.startsWith('|'));
  const kept = lines.slice(first, after).map((line) => [ROW.exec(line)?.[1], line]);
  const rows = new Map([...kept, ...results.map((result) => [result.name, rowOf(result)])]);
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
  return [...lines.slice(0, first), ...sorted, ...lines.slice(after)].join('\n');
}

const rowOf = ({ name, what, seeds, isWhole, seed, said }) => {
  const first = `${seed ?? `not in ${seeds}`}${isWhole ? ', whole day' : ''}`;
  return `| \`${name}\` | ${what} | ${first} | ${said === undefined ? '' : plain(said)} |`;
};

/** Without the stack of what was thrown, and no longer than a row. */
const plain = (said) => said.split('\n')[0].replaceAll('|', '/').slice(0, SAID_CHARACTERS_MAX);
