import { writeFileSync } from 'node:fs';
import { withDecisions } from './decided.ts';
import { KINDS } from './kinds.ts';
import type { Outcome } from './outcome.ts';

const USAGE = 'npm run conformance -- FOLDER [--json FILE] [--only KIND]\n';

/**
 * Runs every kind over the corpora in a folder, prints the counts and writes them with the failing cases as JSON:
 * `{kind: {passed, failed, decided, outOfScope, failures: [{id, given, expected, got, decided}], others}}`.
 * @param args as on the command line
 * @returns the exit code: 2 when there is no folder, else 0; failing cases are a finding, not an error
 */
export async function run(args: readonly string[]): Promise<number> {
  const folder = args.find((arg, at) => !arg.startsWith('--') && !args[at - 1]?.startsWith('--'));
  if (folder === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const only = optionOf(args, '--only');
  const outcomes: Record<string, Outcome> = {};
  for (const [name, kind] of Object.entries(KINDS)) {
    if (only !== undefined && only !== name) continue;
    const outcome = withDecisions(await kind.run(folder));
    outcomes[name] = outcome;
    const { passed, failed, decided, outOfScope } = outcome;
    process.stdout.write(
      `${name}: ${passed} passed, ${failed} failed (${decided} of them decided), ${outOfScope} out of scope\n`,
    );
  }
  const file = optionOf(args, '--json');
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(outcomes, null, 1)}\n`);
  return 0;
}

function optionOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
}
