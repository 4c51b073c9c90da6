import { useT } from '../language.ts';
import { Notice } from '../parts/Notice.tsx';
import { QuestionFrame } from './QuestionFrame.tsx';
import type { QuestionProps } from './types.ts';

/** A type that the engine knows and no view answers yet: the question is shown, and that it must be left open. */
export function NotYet(props: QuestionProps) {
  const { t } = useT();
  return (
    <QuestionFrame {...props} labels="nothing">
      <Notice tone="attention" title={t('more:question.notYet')} />
    </QuestionFrame>
  );
}
