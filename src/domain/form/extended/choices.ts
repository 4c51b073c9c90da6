import { shuffled } from '../../logic/extended/functions/chance.ts';
import type { Choice } from '../definition.ts';
import { type FormState, questionAt, sceneOf } from '../recompute.ts';
import type { Instances } from './instances.ts';
import { isFile, type Tables } from './tables.ts';

/** The choices of a question before its filter: from its list, a file or a repeat, in its order or shuffled. */
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
      ? fromRepeat(state, list, instances)
      : question.choices;
  if (row.parameters?.['randomize'] !== 'true') return choices;
  return shuffled(choices, seedFor(state, path, row.parameters['seed']), sceneOf(state, path));
}

/** What has been answered so far to a question in a repeat: who was named can be chosen. */
function fromRepeat(state: FormState, list: string, instances: Instances): readonly Choice[] {
  const { form, answers } = state;
  const path = form.pathOf(list.replace(/[${}\s]/g, ''));
  if (path === undefined) return [];
  const named = instances.of(answers, path).filter((at) => state.isRelevant(at));
  const texts = named.flatMap((at) => {
    const answer = answers[at];
    return answer === undefined ? [] : questionAt(form, at).kind.toExpressionValue(answer);
  });
  return [...new Set(texts)].map((name) => ({ name, label: { [form.definition.default_language]: name } }));
}

/** The seed that the form gives, or else what tells this response from others: each keeps one order. */
function seedFor(state: FormState, path: string, written: string | undefined): string {
  const name = /^\$\{\s*([^{}\s]+)\s*\}$/.exec(written?.trim() ?? '')?.[1];
  if (name === undefined) return written ?? `${state.clock.seed ?? ''}${path}`;
  const asked = state.form.pathOf(name);
  return asked === undefined ? '' : (sceneOf(state, path).answer(asked)[0] ?? '');
}
