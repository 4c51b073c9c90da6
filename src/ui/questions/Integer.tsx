import { NumberField } from './NumberField.tsx';
import type { QuestionProps } from './types.ts';

export function Integer(props: QuestionProps) {
  return <NumberField {...props} kind="integer" />;
}
