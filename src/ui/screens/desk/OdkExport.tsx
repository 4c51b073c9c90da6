import { useState } from 'preact/hooks';
import type { ExportFormat, FetchedFiles } from '../../../app/index.ts';
import type { Result } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { Card } from '../../parts/Card.tsx';
import { Field } from '../../parts/Field.tsx';
import { Select } from '../../parts/Select.tsx';
import { useDesk } from './deskContext.ts';
import { FormButtons, Saved, useSaving } from './Exports.tsx';
import { FilesInIt } from './FilesInIt.tsx';

const FORMATS: readonly ExportFormat[] = ['json', 'xml', 'csv'];

/** Responses with their photos for the tools of ODK and KoboToolbox. */
export function OdkExport() {
  const desk = useDesk();
  const { t } = useT();
  const [format, setFormat] = useState<ExportFormat>('json');
  const [form, setForm] = useState('');
  const { saved, isSaving, save } = useSaving();
  // It outlasts the saving that follows it.
  const [fetched, setFetched] = useState<Result<FetchedFiles> | null>(null);
  const options = FORMATS.map((value) => ({ value, label: t(`desk:odk.${value}`) }));
  const saveForm = (id: string) => save(() => desk.exportOdk(id, format));
  const begin = (id: string) => {
    setForm(id);
    setFetched(null);
    saveForm(id);
  };
  const onFetched = (outcome: typeof fetched) => {
    setFetched(outcome);
    // There is more to save than there was.
    if (outcome?.ok === true && outcome.value.fetched > 0) saveForm(form);
  };
  const files = saved?.ok === true ? saved.value.files : undefined;
  return (
    <Card
      as="section"
      icon="file-down"
      heading={2}
      title={t('desk:odk.exportTitle')}
      text={t('desk:odk.exportText')}
    >
      <Field id="odk-format" label={t('desk:odk.format')}>
        <Select value={format} options={options} onChange={setFormat} />
      </Field>
      <FormButtons label="desk:odk.exportOf" busy={isSaving} onForm={begin} />
      <Saved outcome={saved} />
      {files && <FilesInIt key={form} form={form} files={files} fetched={fetched} onFetched={onFetched} />}
    </Card>
  );
}
