import type { Answers } from '../../answer.ts';
import { kept } from '../../kept.ts';
import type { CompiledForm } from '../compile.ts';
import type { Page } from '../pages.ts';
import { type FormState, questionAt } from '../recompute.ts';
import { type Instances, joined } from './instances.ts';

interface Frame {
  readonly path: string;
  readonly number: number;
  readonly questions: readonly string[];
}

/** The pages that apply now: those of a repeat once for each instance, then one that asks whether there is one more. */
export function extendedPages(state: FormState, instances: Instances): Page[] {
  return pagesIn(numbered(state.form), '', 0, state, instances);
}

const known = new WeakMap<CompiledForm, readonly Frame[]>();

/** Numbered once for a form: pages are worked out with every answer. */
const numbered = (form: CompiledForm): readonly Frame[] =>
  kept(known, form, () => form.frames.map((frame, index) => ({ ...frame, number: index + 1 })));

function pagesIn(
  frames: readonly Frame[],
  inside: string,
  depth: number,
  state: FormState,
  instances: Instances,
): Page[] {
  const found: Page[] = [];
  for (let at = 0; at < frames.length; ) {
    const frame = frames[at] as Frame;
    const repeat = instances.around(frame.path)[depth];
    if (repeat === undefined) {
      found.push(...pageOf(frame, inside, state, instances));
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < frames.length && instances.around(frames[end]?.path ?? '')[depth] === repeat) end++;
    found.push(...repeated(frames.slice(at, end), joined(inside, repeat), depth, state, instances));
    at = end;
  }
  return found;
}

function repeated(
  frames: readonly Frame[],
  path: string,
  depth: number,
  state: FormState,
  instances: Instances,
): Page[] {
  if (!state.isRelevant(path)) return [];
  const pages = instances
    .eachOf(state.answers, path)
    .flatMap((instance) => pagesIn(frames, instance, depth + 1, state, instances));
  if (questionAt(state.form, path).logic.repeat_count !== undefined) return pages;
  return [...pages, { path, number: frames.at(-1)?.number ?? 1, questions: [], isRepeat: true }];
}

function pageOf(
  { path, number, questions }: Frame,
  inside: string,
  state: FormState,
  instances: Instances,
): Page[] {
  const depth = inside === '' ? 0 : inside.split('[').length - 1;
  // Most questions stand in no repeat: their path is their one instance.
  const here = questions.some((question) => instances.around(question).length > 0)
    ? questions.flatMap((question) => instances.beside(state.answers, question, inside, depth))
    : questions;
  const relevant = here.filter((question) => state.isRelevant(question));
  return relevant.length === 0 ? [] : [{ path: joined(inside, path), number, questions: relevant }];
}

/** Every row in the order of the survey, instance by instance. */
export function pathsIn(form: CompiledForm, instances: Instances, answers: Answers): readonly string[] {
  const below = (inside: string, model: string): string[] =>
    instances.heldBy(model).flatMap((row) => {
      const at = joined(inside, row);
      if (questionAt(form, row).row.type !== 'repeat') return [at, ...below(at, row)];
      return [at, ...instances.eachOf(answers, at).flatMap((instance) => below(instance, row))];
    });
  return below('', '');
}
