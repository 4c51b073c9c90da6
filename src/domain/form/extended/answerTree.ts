import { type Place, STEPS_MAX, type TreeNode } from '../../logic/extended/tree.ts';
import { answerAt, questionAt, type Sight } from '../recompute.ts';
import { modelOf } from './InstanceMap.ts';
import { type Instances, joined } from './instances.ts';
import type { Tables } from './tables.ts';

/** The answers as location paths see them: the form's element, its groups and repeats' instances, its questions. */
export function placeIn(sight: Sight, instances: Instances, tables: Tables): (path: string) => Place {
  const tree = new AnswerTree(sight, instances);
  return (path) => {
    const node = tree.at(path);
    return {
      node,
      position: 1,
      size: 1,
      stepsLeft: STEPS_MAX,
      top: tree.top,
      current: node,
      instance: (id) => (id === '__last-saved' ? lastSavedIn(sight, instances) : tables.topOf(id)),
    };
  };
}

/** The answers of the response that was finished last, as `instance('__last-saved')` (pyxform's own name for them). */
function lastSavedIn(sight: Sight, instances: Instances): TreeNode | undefined {
  const { lastSaved } = sight.clock;
  return lastSaved && new AnswerTree({ ...sight, answers: lastSaved, irrelevant: new Set() }, instances).top;
}

const FORM = '';

class AnswerTree {
  readonly top: TreeNode;
  readonly #sight: Sight;
  readonly #instances: Instances;
  readonly #nodes = new Map<string, TreeNode>();

  constructor(sight: Sight, instances: Instances) {
    this.#sight = sight;
    this.#instances = instances;
    this.top = branch('', 'top', {
      parent: () => undefined,
      children: () => [this.at(FORM)],
      text: () => this.at(FORM).text(),
    });
  }

  /** The node of a path, always the same one: paths compare nodes by identity. */
  at(path: string): TreeNode {
    const known = this.#nodes.get(path);
    if (known !== undefined) return known;
    const made = this.#make(path);
    this.#nodes.set(path, made);
    return made;
  }

  #make(path: string): TreeNode {
    // Paths call the form's element `data`, its id, or anything else.
    const name = path === FORM ? '*' : modelOf(path).slice(modelOf(path).lastIndexOf('/') + 1);
    const number = /\[(\d+)\]$/.exec(path)?.[1];
    const node = branch(name, 'element', {
      parent: () => (path === FORM ? this.top : this.at(outside(path))),
      children: () => this.#below(path),
      text: () => this.#text(path),
    });
    return number === undefined ? node : Object.assign(node, { number: Number(number) });
  }

  /** What does not apply now is not there. */
  #below(path: string): TreeNode[] {
    const { form, answers, irrelevant } = this.#sight;
    return this.#instances
      .heldBy(modelOf(path))
      .map((one) => ({ one, at: joined(path, one) }))
      .filter(({ at }) => !irrelevant.has(at))
      .flatMap(({ one, at }) => {
        if (questionAt(form, one).row.type !== 'repeat') return [this.at(at)];
        const count = this.#instances.countAt(answers, at);
        return Array.from({ length: count }, (_, index) => this.at(`${at}[${index + 1}]`));
      });
  }

  #text(path: string): string {
    const { form, answers } = this.#sight;
    const question = form.questions.get(path);
    if (question === undefined || question.row.children !== undefined) {
      return this.#below(path)
        .map((node) => node.text())
        .join('');
    }
    const answer = answerAt(answers, path);
    return answer === undefined ? '' : question.kind.toExpressionValue(answer);
  }
}

interface Branch {
  parent(): TreeNode | undefined;
  children(): readonly TreeNode[];
  text(): string;
}

/** A node that works out what is around it when it is asked. */
const branch = (name: string, kind: TreeNode['kind'], { parent, children, text }: Branch): TreeNode => ({
  name,
  kind,
  get parent() {
    return parent();
  },
  get children() {
    return children();
  },
  attributes: [],
  text,
});

/** The instance, group or form that holds a node. */
const outside = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
