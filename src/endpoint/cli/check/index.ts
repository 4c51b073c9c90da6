import { type Command, text } from '../arguments.ts';
import { readUrl } from '../couchClient.ts';
import { Mistake } from '../trouble.ts';
import { ACCESS } from './access.ts';
import { type Finding, reportOf } from './finding.ts';
import { clock, REACH } from './reach.ts';
import { type Visitor, visitorOf } from './visitor.ts';
import { WIRE } from './wire.ts';

/** Looks at a database from outside, as a phone would see it, and says what is missing and what to do about it. */
export async function check(command: Command): Promise<{ said: string; code: number }> {
  const [, address, ...more] = command.words;
  if (address === undefined || more.length > 0) {
    throw new Mistake('Say one address: dastak check https://example.org/db/demo --login name:password');
  }
  const { url, authorization } = readUrl(address, text(command.flags, 'login'));
  if (new URL(url).pathname === '/') {
    throw new Mistake(`${url} names no database. It looks like https://example.org/db/demo`);
  }
  const given = text(command.flags, 'origin');
  if (given !== undefined && !URL.canParse(given))
    throw new Mistake(`--origin must look like https://app.example.org, not "${given}".`);
  const origin = given === undefined ? undefined : new URL(given).origin;
  const findings = await look(visitorOf(url, authorization, origin), Date.now);
  const isFit = findings.every(({ state }) => state !== 'missing');
  return { said: reportOf(url, findings), code: isFit ? 0 : 1 };
}

/** Ends at the first thing without which the others would only repeat it. */
export async function look(visitor: Visitor, now: () => number): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const reach of REACH) {
    const finding = await reach(visitor);
    findings.push(finding);
    if (finding.isEnd) return findings;
  }
  findings.push(await clock(visitor, now));
  for (const one of [...ACCESS, ...WIRE]) findings.push(await one(visitor));
  return findings;
}
