export interface Measured {
  readonly workload: string;
  readonly client: string;
  readonly requests: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly seconds: number;
}

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const ratio = (ours: number, theirs: number): string => (theirs === 0 ? '' : (ours / theirs).toFixed(3));

/** A Markdown table, one row a workload: both clients' numbers, and ours divided by PouchDB's. */
export function resultTable(results: readonly Measured[], link: string): string {
  const workloads = [...new Set(results.map(({ workload }) => workload))];
  const head = [
    `| over ${link} | requests | bytes up | bytes down | seconds | ours ÷ PouchDB: requests, up, down, seconds |`,
    '|---|---|---|---|---|---|',
  ];
  const rows = workloads.map((workload) => {
    const ours = results.find((one) => one.workload === workload && one.client === 'Dastak');
    const theirs = results.find((one) => one.workload === workload && one.client === 'PouchDB');
    if (ours === undefined || theirs === undefined) return `| ${workload} | | | | | |`;
    const both = (pick: (one: Measured) => number, show = number) =>
      `${show(pick(ours))} / ${show(pick(theirs))}`;
    const ratios = [
      ratio(ours.requests, theirs.requests),
      ratio(ours.bytesUp, theirs.bytesUp),
      ratio(ours.bytesDown, theirs.bytesDown),
      ratio(ours.seconds, theirs.seconds),
    ].join(', ');
    const seconds = both(
      (one) => one.seconds,
      (value) => value.toFixed(2),
    );
    return `| ${workload} | ${both((one) => one.requests)} | ${both((one) => one.bytesUp)} | ${both((one) => one.bytesDown)} | ${seconds} | ${ratios} |`;
  });
  return `${[...head, ...rows].join('\n')}\n`;
}
