import { viewOf } from './registry.ts';
import type { QuestionProps } from './types.ts';

/** A question of any type; nothing for a type that nobody answers. */
export function Question(props: QuestionProps) {
  const View = viewOf(props.question);
  // Keyed by path: what was typed for one question must not turn up in the next one.
  return View === null ? null : <View key={props.path} {...props} />;
}
