import { asks, partInto, sievesOf } from './choices.ts';
import type { CompiledForm } from './compile.ts';
import type { Choice } from './definition.ts';
import { type FormState, pathsOf, questionAt } from './recompute.ts';

/** So many choices take a slow phone some milliseconds; a list that is shorter is parted as quickly when it is asked. */
const CHOICES_A_SLICE = 500;

/**
 * Parts long lists by what their filters read, before their questions are asked: the first filter over 60,000 choices
 * would otherwise hold up its page. In slices, after each of which the caller may let others go first; whoever asks
 * meanwhile gets the right choices, and waits for them as if nothing were being prepared.
 */
export function* partChoices(form: CompiledForm, state: FormState): Generator<void, void> {
  for (const path of pathsOf(form, state.answers)) {
    const { row, logic, choices: listed } = questionAt(form, path);
    const filter = logic.choice_filter;
    // A list that is shuffled, or answered in a repeat, is another one each time.
    if (!filter || row.list_name?.startsWith('$') || row.parameters?.['randomize'] === 'true') continue;
    const choices = form.extended?.choices(state, path) ?? listed;
    const known = sievesOf(choices);
    if (choices.length <= CHOICES_A_SLICE || known.has(filter)) continue;
    const columns = new Set<string>();
    asks(state, path, filter, columns)(choices);
    const names = [...columns];
    const groups = new Map<string, Choice[]>();
    for (let at = 0; at < choices.length; at += CHOICES_A_SLICE) {
      partInto(groups, choices.slice(at, at + CHOICES_A_SLICE), names);
      yield;
    }
    // Whoever came first may have parted them by more.
    if (!known.has(filter)) known.set(filter, { columns, groups: [...groups.values()] });
  }
}
