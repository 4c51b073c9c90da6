import { useState } from 'preact/hooks';
import type { ExportFormat } from '../../../app/index.ts';
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
  const options = FORMATS.map((value) => ({ value, label: t(`desk:odk.${value}`) }));
  const saveForm = (id: string) => {
    setForm(id);
    save(() => desk.exportOdk(id, format));
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
      <FormButtons label="desk:odk.exportOf" busy={isSaving} onForm={saveForm} />
      <Saved outcome={saved} />
      {files && <FilesInIt key={form} form={form} files={files} onFetched={() => saveForm(form)} />}
    </Card>
  );
}
