import { kept } from '../../kept.ts';
import { Held, type TreeNode } from '../../logic/extended/tree.ts';
import { modelOf } from './InstanceMap.ts';

/** Rows of a form as nodes, below the form's own element. */
export interface PathTree {
  readonly top: TreeNode;
  /** The node of a path, always the same one: paths compare nodes by identity. '' is the form's element. */
  at(path: string): TreeNode;
}

/** @param hold what is in a path: paths, or the text of a question */
export function pathTree(hold: (path: string) => string | readonly string[]): PathTree {
  const nodes = new Map<string, TreeNode>();
  const at = (path: string): TreeNode => kept(nodes, path, make);
  const make = (path: string): TreeNode =>
    new PathNode(path, path === '' ? top : at(path.slice(0, Math.max(path.lastIndexOf('/'), 0))), () => {
      const held = hold(path);
      return typeof held === 'string' ? held : held.map(at);
    });
  const top = new PathNode('', undefined, () => [at('')]);
  return { top, at };
}

class PathNode extends Held {
  readonly path: string;
  readonly number: number | undefined;
  readonly #hold: () => string | readonly TreeNode[];

  constructor(path: string, parent: TreeNode | undefined, hold: () => string | readonly TreeNode[]) {
    // Paths call the form's element `data`, its id, or anything else.
    super(parent ? modelOf(path.slice(path.lastIndexOf('/') + 1)) || '*' : '', parent);
    const number = /\[(\d+)\]$/.exec(path)?.[1];
    this.path = path;
    this.number = number ? Number(number) : undefined;
    this.#hold = hold;
  }

  override held(): string | readonly TreeNode[] {
    return this.#hold();
  }
}
