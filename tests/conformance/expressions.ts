import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileExpression } from '../../src/domain/logic/compile.ts';
import { zoneMsOf } from '../../src/domain/logic/time.ts';
import { type Scene, toBoolean, toNumber, toText, type Value } from '../../src/domain/logic/values.ts';
import { type Kind, noOutcome } from './outcome.ts';

/** One case of `xpath-public.json`. */
interface Case {
  readonly id: string;
  readonly expression: string;
  readonly type: string;
  readonly expected: string | number | boolean;
  readonly tags: readonly string[];
  readonly agreed_by: readonly string[];
}

/** Both engines of the field give what is expected, and no axis of XML is needed. */
const isTierA = ({ agreed_by, tags }: Case): boolean =>
  agreed_by.includes('enketo') && agreed_by.includes('getodk') && !tags.includes('dom-axes');

export const expressions = kindOf(isTierA);
export const otherExpressions = kindOf((one) => !isTierA(one));

function kindOf(isMeant: (one: Case) => boolean): Kind {
  return {
    async run(folder) {
      const cases: Case[] = JSON.parse(readFileSync(join(folder, 'xpath-public.json'), 'utf8'));
      const outcome = noOutcome();
      for (const one of cases.filter(isMeant)) {
        const got = answerTo(one);
        if (got === undefined) {
          outcome.passed += 1;
        } else if (one.tags.includes('dom-axes')) {
          outcome.outOfScope += 1;
        } else {
          outcome.failed += 1;
          const { id, expression, type, expected } = one;
          outcome.failures.push({ id, given: expression, expected: `${type} ${expected}`, got });
        }
      }
      return outcome;
    },
  };
}

/** When and where the answers of the corpus were recorded. */
const NOW = '2026-11-21T19:26:23.000-07:00';
const ZONE_MS = zoneMsOf(NOW) ?? 0;

const SCENE: Scene = {
  answer: () => [],
  own: [''],
  column: () => '',
  today: NOW.slice(0, 10),
  now: NOW,
  zoneMs: ZONE_MS,
};
const NAMES = { pathOf: () => undefined, ambiguous: new Set<string>() };

/** What came out instead of what was expected; undefined if that did. */
function answerTo({ expression, type, expected }: Case): string | undefined {
  const compiled = compileExpression(expression, NAMES);
  if (!compiled.ok) return type === 'error' ? undefined : `${compiled.why} ${compiled.words?.found ?? ''}`;
  const value = compiled.value.evaluate(SCENE);
  return MEETS[type]?.(value, expected) === true ? undefined : JSON.stringify(value);
}

/** How each type of expectation is met. */
const MEETS: Readonly<Record<string, (value: Value, expected: Case['expected']) => boolean>> = {
  boolean: (value, expected) => toBoolean(value) === expected,
  string: (value, expected) => toText(value) === expected,
  number: (value, expected) => Object.is(toNumber(value, ZONE_MS) + 0, Number(expected) + 0),
  'number-rounded': (value, expected) => isRounded(toNumber(value, ZONE_MS), String(expected)),
  'string-regex': (value, expected) => new RegExp(String(expected).slice(1, -1)).test(toText(value)),
  'string-length': (value, expected) => toText(value).length === Number(expected),
  'node-count': (value, expected) => typeof value === 'object' && value.length === Number(expected),
};

/** Whether a number is what was written down with fewer places. */
function isRounded(value: number, written: string): boolean {
  const places = written.split('.')[1]?.length ?? 0;
  return Math.abs(value - Number(written)) <= 0.51 * 10 ** -places;
}
