import { useT } from '../language.ts';
import { CheckList } from '../parts/ChoiceList.tsx';
import { QuestionFrame, questionLinks } from './QuestionFrame.tsx';
import type { QuestionProps } from './types.ts';

export function Acknowledge(props: QuestionProps) {
  const { value, onAnswer, readOnly } = props;
  const { t } = useT();
  const { id, labelId, describedBy, invalid } = questionLinks(props);
  return (
    <QuestionFrame {...props} labels="group">
      <CheckList
        id={id}
        labelledBy={labelId}
        describedBy={describedBy}
        invalid={invalid}
        disabled={readOnly}
        options={[{ value: 'OK', label: t('question:acknowledge.confirm') }]}
        values={value === 'OK' ? ['OK'] : []}
        onChange={(values) => onAnswer(values.length === 0 ? undefined : 'OK')}
      />
    </QuestionFrame>
  );
}
