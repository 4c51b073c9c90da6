import { type Reference, replaceReferences } from '../names.ts';
import { ancestors, nodes, type XNode } from './tree.ts';

/** How a reference is to be written. */
interface Way {
  /** Inside a predicate `.` is the choice: the form is reached through `current()`. */
  readonly isInPredicate?: boolean;
  /** For choices that are answers: every instance of the repeat that both share, not only the one of who asks. */
  readonly isByRepeat?: boolean;
}

/** Writes `${name}` as paths: relative where both stand in the same repeat, so that they mean the same instance. */
export class Paths {
  readonly #byName: ReadonlyMap<string, XNode>;

  constructor(root: XNode) {
    this.#byName = new Map([...nodes(root)].map((node) => [node.item.name, node]));
  }

  find(name: string): XNode | undefined {
    return this.#byName.get(name);
  }

  /** An expression with its references as paths, a space on both sides as pyxform writes them. */
  expression(text: string, context: XNode | undefined, way: Way = {}): string {
    const predicates = text.includes('instance(') ? predicateSpans(text) : [];
    const fixed = text.includes('indexed-repeat(') ? indexedSpans(text) : [];
    return replaceReferences(text, (reference, at) => {
      const isInPredicate =
        way.isInPredicate === true || predicates.some(([from, to]) => at >= from && at < to);
      const isFixed = fixed.some(([from, to]) => at >= from && at < to);
      return ` ${this.path(reference, isFixed ? undefined : context, { ...way, isInPredicate })} `;
    });
  }

  /** @param context undefined for an absolute path */
  path({ name, isLastSaved }: Reference, context: XNode | undefined, way: Way = {}): string {
    const target = this.#byName.get(name);
    if (target === undefined) return `/${name}`;
    if (isLastSaved) return `instance('__last-saved')${target.path}`;
    const relative = context === undefined ? undefined : relativePath(target, context, way);
    if (relative === undefined) return target.path;
    return way.isInPredicate ? `current()/${relative}` : relative;
  }
}

function relativePath(target: XNode, context: XNode, { isByRepeat = false }: Way): string | undefined {
  const around = ancestors(context);
  const above = ancestors(target);
  const shared = above.filter((node) => around.includes(node));
  const repeat = shared.find(isRepeat);
  if (repeat === undefined) return undefined;
  // As in pyxform: from what holds the repeat, where it is the nearest one to the target, and the outermost or not the
  // nearest to who asks.
  const isOutermost = !ancestors(repeat).some(isRepeat);
  const isWhole =
    isByRepeat && repeat === above.find(isRepeat) && (isOutermost || repeat !== around.find(isRepeat));
  const meeting = isWhole ? ancestors(repeat)[0] : shared[0];
  if (meeting === undefined) return undefined;
  const up = around.indexOf(meeting) + 1;
  return `${Array(up).fill('..').join('/')}${target.path.slice(meeting.path.length)}`;
}

const isRepeat = ({ item }: XNode): boolean => item.type === 'repeat';

type Span = readonly [from: number, to: number];

const predicateSpans = (text: string): Span[] =>
  [...text.matchAll(/\[[^[\]]*\]/g)].map((match) => [match.index, match.index + match[0].length]);

/** The arguments of `indexed-repeat` that name questions rather than positions: the first, and every second after it. */
function indexedSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const call of text.matchAll(/indexed-repeat\(([^)]*)\)/g)) {
    let from = call.index + 'indexed-repeat('.length;
    (call[1] ?? '').split(',').forEach((argument, index) => {
      if (index === 0 || index % 2 === 1) spans.push([from, from + argument.length]);
      from += argument.length + 1;
    });
  }
  return spans;
}
