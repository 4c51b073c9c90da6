import type { Place, TreeNode } from '../../logic/extended/tree.ts';
import { answerAt, questionAt, type Sight } from '../recompute.ts';
import { modelOf } from './InstanceMap.ts';
import { type Instances, joined } from './instances.ts';
import type { Tables } from './tables.ts';

/** The answers as location paths see them: the form's element, its groups and repeats' instances, its questions. */
export function placeIn(sight: Sight, instances: Instances, tables: Tables): (path: string) => Place {
  const tree = new AnswerTree(sight, instances);
  return (path) => {
    const node = tree.at(path);
    return { node, position: 1, size: 1, top: tree.top, current: node, instance: (id) => tables.topOf(id) };
  };
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
    const tree = this;
    this.top = {
      name: '',
      kind: 'top',
      parent: undefined,
      get children() {
        return [tree.at(FORM)];
      },
      attributes: [],
      text: () => this.at(FORM).text(),
    };
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
    const tree = this;
    return {
      // Paths call the form's element `data`, its id, or anything else.
      name: path === FORM ? '*' : modelOf(path).slice(modelOf(path).lastIndexOf('/') + 1),
      kind: 'element',
      get parent() {
        return path === FORM ? tree.top : tree.at(outside(path));
      },
      get children() {
        return tree.#below(path);
      },
      attributes: [],
      text: () => this.#text(path),
    };
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

/** The instance, group or form that holds a node. */
const outside = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
