import { QuestionFrame } from './QuestionFrame.tsx';
import type { QuestionProps } from './types.ts';

/** Words to read out; nothing to answer. */
export function Note(props: QuestionProps) {
  return <QuestionFrame {...props} labels="nothing" />;
}
