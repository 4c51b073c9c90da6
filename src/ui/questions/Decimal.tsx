import { NumberField } from './NumberField.tsx';
import type { QuestionProps } from './types.ts';

export function Decimal(props: QuestionProps) {
  return <NumberField {...props} kind="decimal" />;
}
