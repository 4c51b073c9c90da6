import { isNodes, type Nodes, type Scene, type Value } from '../values.ts';

/**
 * One node of what location paths walk over: answers of a form as a tree, a table of choices, or (in the conformance
 * tests) an XML document. Children and attributes are worked out when they are asked for.
 */
export interface TreeNode {
  /** As written in a path: `q1`, `jr:count`; '' for the top and for text. */
  readonly name: string;
  readonly kind: 'top' | 'element' | 'attribute' | 'text' | 'comment' | 'processing-instruction';
  readonly parent: TreeNode | undefined;
  readonly children: readonly TreeNode[];
  readonly attributes: readonly TreeNode[];
  /** Which of its like-named siblings it is, from 1, where that is known without counting them. */
  readonly number?: number | undefined;
  /** Its path, of a question, a group or a repeat. */
  readonly path?: string;
  /** The texts of its children, of a row in a large table: without making nodes of them all. */
  readonly cells?: Readonly<Record<string, string>>;
  /** Its own text with that of all it holds (XPath 1.0, section 5). */
  text(): string;
}

const NONE: readonly TreeNode[] = [];

/** A node that works out what is in it whenever it is asked: nodes, or a text. The one that nothing holds is a top. */
export abstract class Held implements TreeNode {
  readonly attributes = NONE;
  readonly name: string;
  readonly kind: TreeNode['kind'];
  readonly parent: TreeNode | undefined;

  constructor(name: string, parent: TreeNode | undefined) {
    this.name = name;
    this.kind = parent ? 'element' : 'top';
    this.parent = parent;
  }

  abstract held(): string | readonly TreeNode[];

  get children(): readonly TreeNode[] {
    const held = this.held();
    return typeof held === 'string' ? NONE : held;
  }

  text(): string {
    const held = this.held();
    return typeof held === 'string' ? held : held.map((one) => one.text()).join('');
  }
}

/** Where an expression stands while it is evaluated; changed in place, since predicates are evaluated thousands of times. */
export interface Place {
  /** The context node (XPath 1.0, section 1). */
  node: TreeNode;
  position: number;
  size: number;
  /** How many more nodes may be looked at: a hostile path over a large list must not freeze the phone. */
  stepsLeft: number;
  /** What `/` begins at: the answers, also inside a predicate over a list. */
  readonly top: TreeNode;
  /** `current()`: the question that holds the expression, also inside a predicate. */
  readonly current: TreeNode;
  /** `instance(id)`: the top of a list or of an attached file. */
  instance(id: string): TreeNode | undefined;
}

/**
 * Nodes that one question's expressions may look at. A list of 60,000 choices is gone through some thirty times; more
 * would freeze an old phone for seconds, less would leave large cascades without an answer.
 */
export const STEPS_MAX = 2_000_000;

/** One of the nodes of a scene's place; none in a form that has no places. */
export const standing = ({ place }: Scene, which: 'node' | 'top' | 'current'): readonly TreeNode[] =>
  place ? [place[which]] : NONE;

/** Texts of nodes that still know which nodes they are of. */
interface PlacedNodes extends Nodes {
  readonly placed: readonly TreeNode[];
}

/** Nodes as a value of the expression language. */
export const nodesValue = (placed: readonly TreeNode[]): PlacedNodes =>
  Object.assign(
    placed.map((node) => node.text()),
    { placed },
  );

/** The nodes of a value that came from a path; undefined for any other. */
export const placedIn = (value: Value): readonly TreeNode[] | undefined =>
  isNodes(value) && 'placed' in value ? (value as PlacedNodes).placed : undefined;
