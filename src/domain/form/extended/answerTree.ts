import { type Place, STEPS_MAX, type TreeNode } from '../../logic/extended/tree.ts';
import { type Sight, textsAt } from '../recompute.ts';
import { modelOf } from './InstanceMap.ts';
import { type Instances, joined } from './instances.ts';
import { type PathTree, pathTree } from './pathTree.ts';
import type { Tables } from './tables.ts';

/** The answers as location paths see them: the form's element, its groups and repeats' instances, its questions. */
export function placeIn(sight: Sight, instances: Instances, tables: Tables): (path: string) => Place {
  const { top, at } = answerTree(sight, instances);
  return (path) => {
    const node = at(path);
    return {
      node,
      position: 1,
      size: 1,
      stepsLeft: STEPS_MAX,
      top,
      current: node,
      instance: (id) => (id === '__last-saved' ? lastSavedIn(sight, instances) : tables.topOf(id)),
    };
  };
}

/** The answers of the response that was finished last, as `instance('__last-saved')` (pyxform's own name for them). */
function lastSavedIn(sight: Sight, instances: Instances): TreeNode | undefined {
  const { lastSaved } = sight.clock;
  return lastSaved && answerTree({ ...sight, answers: lastSaved, irrelevant: new Set() }, instances).top;
}

function answerTree({ form, answers, irrelevant }: Sight, instances: Instances): PathTree {
  return pathTree((path) => {
    const question = form.questions.get(path);
    if (question && !question.row.children) return textsAt(form, answers, path)[0] ?? '';
    // What does not apply now is not there.
    return instances.heldBy(modelOf(path)).flatMap((one) => {
      const at = joined(path, one);
      return irrelevant.has(at) ? [] : instances.eachOf(answers, at);
    });
  });
}
