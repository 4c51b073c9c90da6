import type { Evaluate } from '../../logic/compile.ts';
import { shuffled } from '../../logic/extended/functions/chance.ts';
import { nodesValue } from '../../logic/extended/tree.ts';
import { toBoolean } from '../../logic/values.ts';
import type { Choice } from '../definition.ts';
import { type FormState, questionAt, sceneOf } from '../recompute.ts';
import { modelOf } from './InstanceMap.ts';
import type { Instances } from './instances.ts';
import { isFile, type Tables } from './tables.ts';

/** The choices of a question before its filter, which those from a repeat have passed: in their order or shuffled. */
export function extendedChoices(
  state: FormState,
  path: string,
  instances: Instances,
  tables: Tables,
): readonly Choice[] {
  const question = questionAt(state.form, path);
  const { row } = question;
  const list = row.list_name ?? '';
  const choices = isFile(list)
    ? tables.choicesOf(row)
    : list.startsWith('${')
      ? fromRepeat(state, path, instances)
      : question.choices;
  if (row.parameters?.['randomize'] !== 'true') return choices;
  return shuffled(choices, seedFor(state, path, row.parameters['seed']), sceneOf(state, path));
}

/** What has been answered so far to a question in a repeat, as far as the filter lets it through: who was named can be chosen. */
function fromRepeat(state: FormState, asking: string, instances: Instances): readonly Choice[] {
  const { form, answers } = state;
  const { row, logic } = questionAt(form, asking);
  const path = form.pathOf(row.list_name?.replace(/[${}\s]/g, '') ?? '');
  if (!path) return [];
  const named = instances.of(answers, path).filter((at) => state.isRelevant(at));
  const holds = logic.choice_filter;
  const wanted = holds ? filtered(state, asking, named, holds, instances) : named;
  const texts = wanted.flatMap((at) => {
    const answer = answers[at];
    return answer === undefined ? [] : questionAt(form, at).kind.toExpressionValue(answer);
  });
  return [...new Set(texts)].map((name) => ({ name, label: { [form.definition.default_language]: name } }));
}

/**
 * The filter stands at each instance in turn, as pyxform writes it (`/data/child[./age > 9]`): names and `${}` of its
 * own repeat are that instance's. What is nearer to the question that asks, and `current()`, stay where it stands.
 */
function filtered(
  state: FormState,
  asking: string,
  named: readonly string[],
  holds: Evaluate,
  instances: Instances,
): string[] {
  const scene = sceneOf(state, asking);
  const { answer } = scene;
  const nodes = named.map((at) => {
    scene.from = at;
    return scene.place?.node.parent;
  });
  scene.from = asking;
  const { place } = scene;
  return named.filter((at, index) => {
    const node = nodes[index];
    if (!place || !node) return false;
    Object.assign(place, { node, position: node.number ?? index + 1, size: named.length });
    scene.column = (name) => nodesValue(node.children.filter((child) => child.name === name));
    scene.answer = (path) => {
      const isNearer = instances.shared(path, modelOf(at)) > instances.shared(path, modelOf(asking));
      scene.from = isNearer ? at : asking;
      const texts = answer(path);
      scene.from = asking;
      return texts;
    };
    return toBoolean(holds(scene));
  });
}

/** The seed that the form gives, or else what tells this response from others: each keeps one order. */
function seedFor(state: FormState, path: string, written: string | undefined): string {
  const name = /^\$\{\s*([^{}\s]+)\s*\}$/.exec(written?.trim() ?? '')?.[1];
  if (!name) return written ?? `${state.clock.seed ?? ''}${path}`;
  const asked = state.form.pathOf(name);
  return (asked && sceneOf(state, path).answer(asked)[0]) || '';
}
