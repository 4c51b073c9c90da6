import { own } from '../../../kept.ts';
import type { Expression } from '../../ast.ts';
import { define, type Evaluate, special, type XFunction } from '../../functions/define.ts';
import { type Scene, toNumber, toText, type Value } from '../../values.ts';
import { everywhere } from '../everywhere.ts';
import { overNodes } from '../overNodes.ts';
import { nodesValue, placedIn, standing, type TreeNode } from '../tree.ts';

/** The nodes of an argument, or the context node, which `.` means as well as no argument. */
const nodesAt = (value: Value = '', scene: Scene): readonly TreeNode[] =>
  placedIn(value) ?? standing(scene, 'node');

const named = (nameOf: (node: TreeNode) => string): XFunction =>
  overNodes(define(0, 1, ([value], scene) => nodesAt(value, scene).slice(0, 1).map(nameOf).join('')));

/** Which of its like-named siblings a node is, from 1: the number of a repeat's instance. */
function positionOf(node: TreeNode): number {
  if (node.number) return node.number;
  const alike = node.parent?.children.filter(({ name }) => name === node.name) ?? [node];
  return alike.indexOf(node) + 1;
}

const isWithin = (node: TreeNode | undefined, outer: TreeNode): boolean =>
  !!node && (node === outer || isWithin(node.parent, outer));

/** The first of `wanted` in the instances that were picked, repeat by repeat. */
function pick(
  wanted: readonly TreeNode[],
  picks: readonly { group: Evaluate; index: Evaluate }[],
  scene: Scene,
): Value {
  let scope: TreeNode | undefined;
  for (const { group, index } of picks) {
    const outer = scope;
    const among = (placedIn(group(scene)) ?? []).filter((one) => !outer || isWithin(one, outer));
    scope = among[toNumber(index(scene), scene) - 1];
    if (!scope) return '';
  }
  const inner = scope;
  return nodesValue(wanted.filter((node) => inner && isWithin(node, inner)).slice(0, 1));
}

/** The question that a quoted reference means: `'${q}'`, or a path that ends in its name. */
const quoted = (written: Expression | undefined): string =>
  written?.kind === 'text' ? (/([^/{}$]+)\}?\s*$/.exec(written.text)?.[1]?.trim() ?? '') : '';

export const NODE_FUNCTIONS: Record<string, XFunction> = {
  position: overNodes(
    define(0, 1, ([value], scene) => {
      if (value === undefined) return scene.place?.position ?? 1;
      const [node] = nodesAt(value, scene);
      return node ? positionOf(node) : Number.NaN;
    }),
  ),
  last: define(0, 0, (_args, { place }) => place?.size ?? 1),
  name: named((node) => node.name),
  'local-name': named((node) => node.name.slice(node.name.indexOf(':') + 1)),
  'namespace-uri': named(() => ''),
  current: define(0, 0, (_args, scene) => nodesValue(standing(scene, 'current'))),
  instance: define(1, 1, ([id], { place }) => {
    const top = place?.instance(toText(id));
    // A whole list has no text that anybody wants, and gathering it would go through all of it.
    return top ? Object.assign([''], { placed: [top] }) : nodesValue([]);
  }),
  /** The value of one column in the row of an attached table whose key column holds a value. */
  pulldata: define(4, 4, ([file, column, key, value], { place }) => {
    const id = toText(file).replace(/\.\w+$/, '');
    const rows = place?.instance(id)?.children[0]?.children ?? [];
    const cell = ({ cells = {} }: TreeNode, name: Value): string => own(cells, toText(name)) ?? '';
    const row = rows.find((one) => cell(one, key) === toText(value));
    return row ? cell(row, column) : '';
  }),
  'indexed-repeat': special(3, 7, (_args, [asked, ...rest], names, compile) => {
    const wanted = compile(everywhere(asked, names));
    const picks = rest.flatMap((repeat, at) => {
      const index = rest[at + 1];
      if (at % 2 === 1 || !index) return [];
      return [{ group: compile(everywhere(repeat, names)), index: compile(index) }];
    });
    return (scene) => pick(placedIn(wanted(scene)) ?? [], picks, scene);
  }),
  'jr:itext': define(1, 1, ([id], { textOf }) => textOf?.(toText(id)) ?? ''),
  /** The label of a choice in the language of the interview. */
  'jr:choice-name': special(2, 2, ([choice], [, question], { pathOf }) => {
    const path = pathOf(quoted(question));
    return (scene) => (path && scene.labelOf?.(path, toText(choice(scene)))) || '';
  }),
};
