import { useT } from '../language.ts';
import { Button } from '../parts/Button.tsx';
import { ChoiceList } from '../parts/ChoiceList.tsx';
import { layoutOf, optionsOf } from './choices.ts';
import { QuestionFrame, questionLinks } from './QuestionFrame.tsx';
import type { QuestionProps } from './types.ts';

export function SelectOne(props: QuestionProps) {
  const { question, value, choices, text, onAnswer, readOnly } = props;
  const { t } = useT();
  const { id, labelId, describedBy, invalid } = questionLinks(props);
  return (
    <QuestionFrame {...props} labels="group">
      <ChoiceList
        id={id}
        labelledBy={labelId}
        describedBy={describedBy}
        invalid={invalid}
        disabled={readOnly}
        layout={layoutOf(question.row.appearance)}
        options={optionsOf(choices, text)}
        value={typeof value === 'string' ? value : undefined}
        onChange={onAnswer}
      />
      {/* A radio button cannot be un-chosen; an answer given by mistake must not stay. */}
      {value !== undefined && !readOnly && question.row.required === undefined && (
        <div class="question-clear">
          <Button kind="quiet" icon="undo" onClick={() => onAnswer(undefined)}>
            {t('question:choice.clear')}
          </Button>
        </div>
      )}
    </QuestionFrame>
  );
}
