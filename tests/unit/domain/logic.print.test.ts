// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Axis, Expression, Operator, Step } from '../../../src/domain/logic/ast.ts';
import { PRECEDENCE } from '../../../src/domain/logic/ast.ts';
import { compileExpression } from '../../../src/domain/logic/compile.ts';
import { AXES } from '../../../src/domain/logic/extended/axes.ts';
import { WHOLE_LANGUAGE } from '../../../src/domain/logic/extended/language.ts';
import { parsePaths } from '../../../src/domain/logic/extended/paths.ts';
import type { Place, TreeNode } from '../../../src/domain/logic/extended/tree.ts';
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
      arbitrary: fc.record({ kind: fc.constant('negative' as const), args: fc.tuple(tie('expression')) }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('operation' as const),
        operator: fc.constantFrom(...operators),
        args: fc.tuple(tie('expression'), tie('expression')),
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

const axes = Object.keys(AXES) as Axis[];

/** A step of a path; lone dots and names are other kinds of tree outside of a predicate. */
const stepWith = (where: fc.Arbitrary<readonly Expression[]>): fc.Arbitrary<Step> =>
  fc.record({
    axis: fc.constantFrom(...axes),
    test: fc.oneof(name, fc.constantFrom('*', 'jr:count', 'jr:*', 'node()', 'text()', 'div')),
    where,
  });

const isSimple = ([only, ...more]: readonly Step[]): boolean =>
  more.length === 0 &&
  only?.where.length === 0 &&
  ((only.axis === 'self' && only.test === 'node()') || (only.axis === 'child' && !/[*()]/.test(only.test)));

/** Any tree with paths, as it may stand outside of predicates. */
const { located } = fc.letrec<{ located: Expression; inner: Expression; where: readonly Expression[] }>(
  (tie) => ({
    where: fc.array(tie('inner'), { maxLength: 2 }),
    // What a predicate holds: no columns and no own value, which are paths there.
    inner: fc.oneof(
      { maxDepth: 3 },
      fc.record({ kind: fc.constant('number' as const), text: fc.constantFrom('1', '2') }),
      fc.record({ kind: fc.constant('question' as const), name }),
      fc.record({
        kind: fc.constant('path' as const),
        start: fc.constantFrom('here' as const, 'top' as const),
        steps: fc.array(stepWith(tie('where')), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('operation' as const),
        operator: fc.constantFrom(...operators),
        args: fc.tuple(tie('inner'), tie('inner')),
      }),
      fc.record({ kind: fc.constant('call' as const), name: functionName, args: tie('where') }),
    ),
    located: fc.oneof(
      { maxDepth: 4 },
      expression,
      fc
        .record({
          kind: fc.constant('path' as const),
          start: fc.constantFrom('here' as const, 'top' as const),
          steps: fc.array(stepWith(tie('where')), { minLength: 1, maxLength: 4 }),
        })
        .filter(({ start, steps }) => start === 'top' || !isSimple(steps)),
      fc.record({
        kind: fc.constant('path' as const),
        start: expression.filter(({ kind }) => kind !== 'column' && kind !== 'own'),
        steps: fc.array(stepWith(tie('where')), { minLength: 1, maxLength: 2 }),
      }),
      fc.record({
        kind: fc.constant('filter' as const),
        of: expression.filter(({ kind }) => kind !== 'column' && kind !== 'own'),
        where: fc.array(tie('inner'), { minLength: 1, maxLength: 2 }),
      }),
      fc.record({ kind: fc.constant('union' as const), args: fc.tuple(tie('located'), tie('located')) }),
      fc.record({ kind: fc.constant('negative' as const), args: fc.tuple(tie('located')) }),
      fc.record({
        kind: fc.constant('operation' as const),
        operator: fc.constantFrom(...operators),
        args: fc.tuple(tie('located'), tie('located')),
      }),
    ),
  }),
);

test('reads back every location path as it was printed', () => {
  fc.assert(
    fc.property(located, (tree) => {
      expect(parsePaths(print(tree)), print(tree)).toEqual({ ok: true, value: tree });
    }),
    { numRuns: 3000 },
  );
});

/** A tree of nodes four levels deep, so that axes have somewhere to go. */
function bush(level: number, parent?: TreeNode): TreeNode {
  const children: TreeNode[] = [];
  const node: TreeNode = {
    name: parent === undefined ? '' : `${'abcd'[level]}`,
    kind: parent === undefined ? 'top' : 'element',
    parent,
    children,
    attributes: [],
    text: () => (children.length === 0 ? '1' : children.map((child) => child.text()).join('')),
  };
  if (level < 3) for (let at = 0; at < 4; at++) children.push(bush(level + 1, node));
  return node;
}
const BUSH = bush(0);

test('no expression hangs or throws while it is evaluated, whatever it is', () => {
  const place = (): Place => ({
    node: BUSH,
    position: 1,
    size: 1,
    stepsLeft: 20_000,
    top: BUSH,
    current: BUSH,
    instance: () => BUSH,
  });
  const calls = [...WHOLE_LANGUAGE.functions].flatMap(([called, { argsMin, argsMax }]) =>
    Array.from({ length: Math.min(argsMax, argsMin + 2) - argsMin + 1 }, (_, more) => ({
      called,
      args: argsMin + more,
    })),
  );
  const piece = fc.constantFrom(
    '.',
    "''",
    '1',
    '-1',
    '1 div 0',
    '${q}',
    '//*',
    '//*/..',
    '/*/*[2]',
    'true()',
    "'2024-01-01'",
    "'21 -101'",
    '//b[c]',
    '(//a | //b)[last()]',
  );
  const called = fc
    .constantFrom(...calls)
    .chain(({ called, args }) =>
      fc.array(piece, { minLength: args, maxLength: args }).map((list) => `${called}(${list.join(', ')})`),
    );
  const source = fc.oneof(
    called,
    fc.tuple(called, fc.constantFrom('+', '=', '<', 'and', '|', 'mod'), called).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(source, (written) => {
      const compiled = compileExpression(
        written,
        { pathOf: () => 'q', ambiguous: new Set() },
        WHOLE_LANGUAGE,
      );
      if (!compiled.ok) return;
      compiled.value.evaluate({
        answer: () => ['1', '', 'x'],
        own: ['1'],
        from: '',
        column: () => [''],
        today: '2024-03-01',
        now: '2024-03-01T09:30:00.000-07:00',
        zoneMs: 0,
        random: () => 0.5,
        place: place(),
      });
    }),
    { numRuns: 5000 },
  );
});

test('a path that would look at everything for everything ends at its limit', () => {
  const where = {
    ...{ node: BUSH, position: 1, size: 1, top: BUSH, current: BUSH, instance: () => undefined },
    stepsLeft: 50_000,
  };
  const compiled = compileExpression(
    'count(//*[count(//*[count(//*[count(//*) > 1]) > 1]) > 1])',
    { pathOf: () => 'q', ambiguous: new Set() },
    WHOLE_LANGUAGE,
  );
  if (!compiled.ok) throw new Error('it is an expression');
  compiled.value.evaluate({
    answer: () => [],
    own: [''],
    from: '',
    column: () => [''],
    today: '',
    now: '',
    zoneMs: 0,
    place: where,
  });
  expect(where.stepsLeft).toBeLessThan(0);
  expect(where.stepsLeft).toBeGreaterThan(-1000);
});

test('reads back every expression as it was printed', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      expect(parse(print(tree))).toEqual({ ok: true, value: tree });
    }),
    { numRuns: 2000 },
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
