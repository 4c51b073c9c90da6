/** What one look at an endpoint found out. */
export interface Finding {
  /** `missing`: the app does not work well, or data are at risk; `slow`: it works and costs more; `unknown`: not looked. */
  readonly state: 'good' | 'missing' | 'slow' | 'unknown';
  readonly what: string;
  /** What to do about it. */
  readonly todo?: string;
  /** Nothing else can be found out before this is put right. */
  readonly isEnd?: boolean;
}

export const good = (what: string): Finding => ({ state: 'good', what });
export const missing = (what: string, todo: string): Finding => ({ state: 'missing', what, todo });
export const end = (what: string, todo: string): Finding => ({ ...missing(what, todo), isEnd: true });
export const slow = (what: string, todo: string): Finding => ({ state: 'slow', what, todo });
export const unknown = (what: string, todo: string): Finding => ({ state: 'unknown', what, todo });

const MARKS: Readonly<Record<Finding['state'], string>> = {
  good: 'good   ',
  missing: 'MISSING',
  slow: 'slow   ',
  unknown: 'unknown',
};

export function reportOf(address: string, findings: readonly Finding[]): string {
  const lines = findings.map(
    ({ state, what, todo }) =>
      `  ${MARKS[state]}  ${what}${todo === undefined ? '' : `\n           To do: ${todo}`}`,
  );
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const sum =
    count('missing') > 0
      ? `${count('missing')} missing: not yet fit for a campaign.`
      : `Fit for a campaign${count('slow') > 0 ? `, ${count('slow')} could be faster` : ''}.`;
  return [address, ...lines, sum].join('\n');
}
