import { useState } from 'preact/hooks';
import type { ReasonToChange } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Field } from '../../parts/Field.tsx';
import { TextInput } from '../../parts/TextInput.tsx';

export const REASON_ID = 'change-reason';

interface ChangeReasonProps {
  reason: ReasonToChange;
  /** She tried to finish without one. */
  isMissing: boolean;
}

/** Why a finished response is corrected; its form keeps that in the log. */
export function ChangeReason({ reason, isMissing }: ChangeReasonProps) {
  const { t } = useT();
  const [text, setText] = useState(reason.said);
  return (
    <Field
      id={REASON_ID}
      label={t('more:reason.label')}
      hint={t('more:reason.hint')}
      error={isMissing && text.trim() === '' ? t('more:reason.missing') : undefined}
    >
      <TextInput
        value={text}
        onInput={(next) => {
          setText(next);
          reason.say(next);
        }}
      />
    </Field>
  );
}
