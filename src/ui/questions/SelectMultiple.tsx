import { useT } from '../language.ts';
import { CheckList } from '../parts/ChoiceList.tsx';
import { layoutOf, optionsOf } from './choices.ts';
import { QuestionFrame, questionLinks } from './QuestionFrame.tsx';
import type { QuestionProps } from './types.ts';

export function SelectMultiple(props: QuestionProps) {
  const { question, value, choices, text, onAnswer, readOnly } = props;
  const { t } = useT();
  const { id, labelId, describedBy, invalid } = questionLinks(props, true);
  return (
    <QuestionFrame {...props} labels="group" hintElse={t('question:choice.several')}>
      <CheckList
        id={id}
        labelledBy={labelId}
        describedBy={describedBy}
        invalid={invalid}
        disabled={readOnly}
        layout={layoutOf(question.row.appearance)}
        options={optionsOf(choices, text)}
        values={Array.isArray(value) ? value : []}
        onChange={(values) => onAnswer(values.length === 0 ? undefined : values)}
      />
    </QuestionFrame>
  );
}
