import type { Answers } from '../../answer.ts';
import { kept } from '../../kept.ts';
import type { CompiledForm } from '../compile.ts';
import type { PageFrame } from '../frames.ts';
import { lastPageIn, type Page } from '../pages.ts';
import { type FormState, questionAt } from '../recompute.ts';
import { type Instances, joined } from './instances.ts';

const known = new WeakMap<CompiledForm, ReadonlyMap<string, PageFrame>>();

/** The pages that apply now: those of a repeat once for each instance, then one with a card for each. */
export function extendedPages(state: FormState, instances: Instances): Page[] {
  const { form, answers } = state;
  const frames = kept(known, form, () => new Map(form.frames.map((frame) => [frame.path, frame])));

  const below = (inside: string, holder: string): Page[] =>
    instances.heldBy(holder).flatMap((path) => {
      const at = joined(inside, path);
      if (!state.isRelevant(at)) return [];
      const pages = instances.eachOf(answers, at).flatMap((instance) => pagesAt(instance, path));
      const { row, logic } = questionAt(form, path);
      // Of what is counted once there is nothing to be found among others.
      if (row.type !== 'repeat' || (logic.repeat_count && instances.countAt(answers, at) < 2)) return pages;
      const number = lastPageIn(form, path);
      return number > 0 ? [...pages, { path: at, number, questions: [], isRepeat: true }] : pages;
    });

  const pagesAt = (at: string, path: string): Page[] => {
    const frame = frames.get(path);
    if (!frame) return below(at, path);
    const depth = at.split('[').length - 1;
    const questions = frame.questions
      .flatMap((question) => instances.beside(answers, question, at, depth))
      .filter((question) => state.isRelevant(question));
    return questions.length === 0 ? [] : [{ ...frame, path: at, questions }];
  };
  return below('', '');
}

/** Every row in the order of the survey, instance by instance. */
export function pathsIn(instances: Instances, answers: Answers): readonly string[] {
  const below = (inside: string, holder: string): string[] =>
    instances.heldBy(holder).flatMap((path) => {
      const at = joined(inside, path);
      return [at, ...instances.eachOf(answers, at).flatMap((instance) => below(instance, path))];
    });
  return below('', '');
}
