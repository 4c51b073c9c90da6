import { useState } from 'preact/hooks';
import type { ExportedFile } from '../../../app/index.ts';
import type { Result } from '../../../domain/result.ts';
import { LANGUAGES } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { Field } from '../../parts/Field.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Select } from '../../parts/Select.tsx';
import { translated } from '../../translated.tsx';
import { isolated } from './change.ts';
import { useDesk } from './deskContext.ts';
import { saveFile } from './saveFile.ts';

const CODES = 'codes';

export function CsvExport() {
  const desk = useDesk();
  const { t } = useT();
  const [words, setWords] = useState<string>(CODES);
  const { saved, isSaving, save } = useSaving();
  const language = words === CODES ? null : words;
  const options = [
    { value: CODES, label: t('desk:files.codes') },
    ...LANGUAGES.map((tag) => ({
      value: tag as string,
      label: t('desk:files.wordsIn', { language: isolated(t(`common:languageName.${tag}`)) }),
    })),
  ];
  return (
    <Card
      as="section"
      icon="table"
      heading={2}
      title={t('desk:files.csvTitle')}
      text={t('desk:files.csvText')}
    >
      <Field id="csv-words" label={t('desk:files.words')}>
        <Select value={words} options={options} onChange={setWords} />
      </Field>
      <FormButtons busy={isSaving} onForm={(id) => save(() => desk.exportCsv(id, language))} />
      <p class="files-care">
        <Icon name="shield-check" />
        {t('desk:files.privacy')}
      </p>
      <Saved outcome={saved} />
    </Card>
  );
}

interface FormButtonsProps {
  label?: 'desk:files.csvOf' | 'desk:odk.exportOf';
  busy: boolean;
  onForm: (id: string) => void;
}

/** One for each form, with how many rows its file will have. */
export function FormButtons({ label = 'desk:files.csvOf', busy, onForm }: FormButtonsProps) {
  const desk = useDesk();
  const { t, number, language } = useT();
  const overview = useLive(() => desk.overview(), [desk]);
  return (
    <div class="files-forms">
      {overview?.forms.map(({ id, title, responses: count }) => (
        <Button key={id} icon="file-down" disabled={count === 0} busy={busy} onClick={() => onForm(id)}>
          {t(label, { form: translated(title, language).words || id })}
          <span class="files-count">{t('desk:files.rows', { count, number: number(count) })}</span>
        </Button>
      ))}
    </div>
  );
}

export function PlacesExport() {
  const desk = useDesk();
  const { t } = useT();
  const { saved, isSaving, save } = useSaving();
  return (
    <Card
      as="section"
      icon="map-pin"
      heading={2}
      title={t('desk:files.geoTitle')}
      text={t('desk:files.geoText')}
    >
      <div class="files-forms">
        <Button icon="file-down" busy={isSaving} onClick={() => save(() => desk.exportGeoJson())}>
          {t('desk:files.geo')}
        </Button>
      </div>
      <Saved outcome={saved} />
    </Card>
  );
}

/** The file that was made, or why none was. */
export function Saved({ outcome }: { outcome: Result<ExportedFile> | null }) {
  const { t, number } = useT();
  const file = outcome?.ok === true ? outcome.value : null;
  return (
    <>
      <p class="files-saved" role="status">
        {file && (
          <>
            <Icon name="circle-check" />
            {t('desk:files.savedAs', { name: isolated(file.name) })}
            {t('common:separator')}
            {t('desk:files.rows', { count: file.count, number: number(file.count) })}
          </>
        )}
      </p>
      <Failed result={outcome} />
    </>
  );
}

/** Why a file could not be read or made. */
export function Failed({ result }: { result: Result<unknown> | null }) {
  const { t, trouble } = useT();
  if (result === null || result.ok) return null;
  return (
    <Notice tone="trouble" title={t('desk:files.failedTitle')} live="assertive">
      {trouble(result.why, result.words)}
    </Notice>
  );
}

/** Makes a file and hands it to the browser; one at a time. */
export function useSaving() {
  const [saved, setSaved] = useState<Result<ExportedFile> | null>(null);
  const [isSaving, setSaving] = useState(false);
  const save = async (make: () => Promise<Result<ExportedFile>>) => {
    setSaving(true);
    setSaved(null);
    try {
      const made = await make();
      if (made.ok) saveFile(made.value);
      setSaved(made);
    } finally {
      setSaving(false);
    }
  };
  return { saved, isSaving, save: (make: () => Promise<Result<ExportedFile>>) => void save(make) };
}
