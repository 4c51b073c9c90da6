import './forms.css';
import '../tables.css';
import { useWords } from '../../../language.ts';
import { Busy } from '../../../parts/Busy.tsx';
import { FormList } from './FormList.tsx';
import { ImportForm } from './ImportForm.tsx';

/** `/desk/forms` what phones ask, `/desk/forms/import` a new form or a new version of one. */
export function Forms({ step }: { step: string }) {
  const hasWords = useWords('xlsform');
  if (!hasWords) return <Busy />;
  return step === 'import' ? <ImportForm /> : <FormList />;
}
