import './questions.css';
import type { ComponentChildren } from 'preact';
import { t, written } from '../../language/index.ts';
import { FieldError } from '../parts/Field.tsx';
import { questionId } from './ids.ts';
import type { QuestionProps } from './types.ts';
import { Words } from './Words.tsx';

type FrameProps = Pick<
  QuestionProps,
  'path' | 'question' | 'language' | 'text' | 'problem' | 'heading' | 'required' | 'prompt'
> & {
  children?: ComponentChildren;
  /** Whether the heading is the label of one control (`for`), or the name of a group (`aria-labelledby`). */
  labels: 'control' | 'group' | 'nothing';
  /** Stands in place of the form's hint when it has none. */
  hintElse?: string | undefined;
};

/** The question as a heading, its hint, what is wrong with the answer, and under them the control. */
export function QuestionFrame(props: FrameProps) {
  const { path, question, language, text, problem, labels, heading = 1, hintElse, children } = props;
  const Heading = heading === 1 ? 'h1' : 'h2';
  const id = questionId(path);
  const label = <Words text={text(question.row.label)} />;
  const hint = text(question.row.hint);
  return (
    <section class={problem ? 'question question-troubled' : 'question'} {...written(language)}>
      <Heading class="question-text" id={`${id}-label`} tabIndex={-1}>
        {labels === 'control' ? <label for={id}>{label}</label> : label}
        {props.required && (
          <span class="question-required" role="img" aria-label={t('question:required')}>
            {' *'}
          </span>
        )}
      </Heading>
      {(hint || hintElse) && (
        <p class="question-hint" id={`${id}-hint`}>
          {hint ? <Words text={hint} /> : hintElse}
        </p>
      )}
      {props.prompt}
      {/* Its room is always there for a screen reader, so that a problem which appears is said. */}
      <div class="question-live" aria-live="polite">
        {problem && <FieldError id={`${id}-error`} text={problem} />}
      </div>
      {children}
    </section>
  );
}

/** What ties a control to its question. */
export function questionLinks({ path, question, text, problem }: QuestionProps, hasHintElse = false) {
  const id = questionId(path);
  const hasHint = hasHintElse || text(question.row.hint) !== '';
  const describedBy = [hasHint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    labelId: `${id}-label`,
    describedBy: describedBy === '' ? undefined : describedBy,
    invalid: Boolean(problem),
  };
}
