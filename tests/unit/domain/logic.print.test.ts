// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expression, Operator } from '../../../src/domain/logic/ast.ts';
import { PRECEDENCE } from '../../../src/domain/logic/ast.ts';
import { graphOf } from '../../../src/domain/logic/graph.ts';
import { parse } from '../../../src/domain/logic/parse.ts';
import { print } from '../../../src/domain/logic/print.ts';

const operators = Object.keys(PRECEDENCE) as Operator[];
const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,6}$/);
const functionName = fc.constantFrom(
  'if',
  'selected-at',
  'div',
  'and',
  'mod',
  'format-date',
  'jr:choice-name',
);

/** Any tree that the grammar can hold. */
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, depthSize: 'max' },
    fc.record({ kind: fc.constant('text' as const), text: fc.stringMatching(/^[^'"]*$|^[^']*$|^[^"]*$/) }),
    fc.record({
      kind: fc.constant('number' as const),
      text: fc.constantFrom('0', '1', '0.50', '.5', '12.', '100'),
    }),
    fc.record({ kind: fc.constant('own' as const) }),
    fc.record({ kind: fc.constant('question' as const), name }),
    fc.record({ kind: fc.constant('column' as const), name }),
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('negative' as const), operand: tie('expression') }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('operation' as const),
        operator: fc.constantFrom(...operators),
        left: tie('expression'),
        right: tie('expression'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('call' as const),
        name: functionName,
        args: fc.array(tie('expression'), { maxLength: 3 }),
      }),
    },
  ),
}));

test('reads back every expression as it was printed', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      expect(parse(print(tree))).toEqual({ ok: true, value: tree });
    }),
    { numRuns: 500 },
  );
});

test('prints no parentheses that are not needed', () => {
  const again = (source: string): string => {
    const tree = parse(source);
    return tree.ok ? print(tree.value) : 'unreadable';
  };
  expect(again('((1+2))*3-(4-5)')).toBe('(1 + 2) * 3 - (4 - 5)');
  expect(again('(1*2)+3')).toBe('1 * 2 + 3');
  expect(again('-(1+2)')).toBe('-(1 + 2)');
  expect(again('(${a}="x") and (not(${b}))')).toBe("${a} = 'x' and not(${b})");
});

test('never throws, whatever it is given to read', () => {
  const soup = fc.array(
    fc.constantFrom(
      '(',
      ')',
      ',',
      '.',
      '-',
      '${a}',
      '${',
      '}',
      "'",
      '"',
      'if(',
      'or',
      '1',
      '=',
      '<',
      '!',
      ' ',
      '€',
    ),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        soup.map((parts) => parts.join('')),
      ),
      (text) => void parse(text),
    ),
  );
});

/** Which earlier nodes each node depends on: such a graph has no cycle. */
const acyclic = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map((inputs, at) => (at === 0 ? [] : [...new Set(inputs.map((one) => one % at))])))
  .map((rows) => new Map(rows.map((inputs, at) => [`q${at}`, inputs.map((one) => `q${one}`)])));

test('orders every row after all that it depends on, and knows all that a row affects', () => {
  fc.assert(
    fc.property(acyclic, (inputs) => {
      const reversed = new Map([...inputs].reverse());
      const sorted = graphOf(reversed);
      if (!sorted.ok) throw new Error('no cycle was there');
      const { order, affectedBy } = sorted.graph;
      expect([...order].sort()).toEqual([...inputs.keys()].sort());
      for (const [node, sources] of inputs) {
        for (const source of sources) {
          expect(order.indexOf(source)).toBeLessThan(order.indexOf(node));
          expect(affectedBy(source)).toEqual(expect.arrayContaining([node, ...affectedBy(node)]));
        }
      }
    }),
  );
});

test('finds a cycle and names those in it', () => {
  const found = graphOf(
    new Map([
      ['a', []],
      ['b', ['a', 'd']],
      ['c', ['b']],
      ['d', ['c']],
    ]),
  );
  expect(found.ok ? [] : [...found.cycle].sort()).toEqual(['b', 'c', 'd']);
  expect(graphOf(new Map([['self', ['self']]]))).toEqual({ ok: false, cycle: ['self'] });
});

test('follows a chain of ten thousand calculations', () => {
  const chain = Array.from({ length: 10_000 }, (_, at): [string, string[]] => [
    `q${at}`,
    at === 9999 ? [] : [`q${at + 1}`],
  ]);
  const sorted = graphOf(new Map(chain));
  expect(sorted.ok && sorted.graph.affectedBy('q9999').length).toBe(9999);
});
