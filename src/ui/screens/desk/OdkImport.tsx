import { useState } from 'preact/hooks';
import type { AddedResponses, ReadProblem, ReadResponses } from '../../../app/index.ts';
import type { Result } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { Field } from '../../parts/Field.tsx';
import { FileButton } from '../../parts/FileButton.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Select } from '../../parts/Select.tsx';
import { translated } from '../../translated.tsx';
import { isolated } from './change.ts';
import { useDesk } from './deskContext.ts';
import { Failed } from './Exports.tsx';

const TOLD = 'told';

/** Responses that ODK Central, Briefcase, KoboToolbox or another Dastak exported. */
export function OdkImport() {
  const desk = useDesk();
  const { t, language } = useT();
  const overview = useLive(() => desk.overview(), [desk]);
  const [form, setForm] = useState<string>(TOLD);
  const [isBusy, setBusy] = useState(false);
  const [read, setRead] = useState<Result<ReadResponses> | null>(null);
  const [added, setAdded] = useState<Result<AddedResponses> | null>(null);
  const options = [
    { value: TOLD, label: t('desk:odk.told') },
    ...(overview?.forms ?? []).map(({ id, title }) => ({
      value: id,
      label: translated(title, language).words || id,
    })),
  ];
  const during = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await work().finally(() => setBusy(false));
  };
  const open = (file: File): Promise<void> =>
    during(async () => {
      setAdded(null);
      setRead(null);
      setRead(await desk.readResponses(file, form === TOLD ? undefined : form));
    });
  const add = (leaveOut: boolean): Promise<void> =>
    during(async () => {
      if (read?.ok !== true) return;
      setAdded(await desk.addResponses(read.value, leaveOut));
      setRead(null);
    });
  return (
    <Card
      as="section"
      icon="file-up"
      heading={2}
      title={t('desk:odk.importTitle')}
      text={t('desk:odk.importText')}
    >
      <Field id="odk-form" label={t('desk:odk.form')}>
        <Select value={form} options={options} onChange={setForm} />
      </Field>
      <div class="files-forms">
        <FileButton
          label={isBusy ? t('desk:files.reading') : t('desk:files.choose')}
          icon="upload"
          accept=".zip,.json,.xml,.csv,.xlsx"
          disabled={isBusy}
          onFile={(file) => void open(file)}
        />
      </div>
      <Failed result={read} />
      <Failed result={added} />
      {read?.ok && <Found read={read.value} busy={isBusy} onAdd={(leaveOut) => void add(leaveOut)} />}
      {added?.ok && <Added added={added.value} />}
    </Card>
  );
}

interface FoundProps {
  read: ReadResponses;
  busy: boolean;
  onAdd: (leaveOut: boolean) => void;
}

/** Nothing is stored before she has seen what is in the file, and what cannot be read of it. */
function Found({ read, busy, onAdd }: FoundProps) {
  const { t, number } = useT();
  const { whole, partly, known, ofThings, problems } = read;
  const say = (name: 'whole' | 'partly' | 'known' | 'ofThings', count: number): string =>
    t(`desk:odk.${name}`, { count, number: number(count) });
  return (
    <>
      <Notice
        tone={problems.length === 0 ? 'ready' : 'attention'}
        title={t('desk:odk.foundTitle', { name: isolated(read.name) })}
        live="polite"
      >
        <ul class="import-counts">
          <li>{say('whole', whole)}</li>
          {known > 0 && <li>{say('known', known)}</li>}
          {partly > 0 && (
            <li>
              <b>{say('partly', partly)}</b>
            </li>
          )}
          {ofThings > 0 && <li>{say('ofThings', ofThings)}</li>}
        </ul>
        {problems.length > 0 && <Problems problems={problems} />}
      </Notice>
      <div class="files-forms">
        {whole > 0 && (
          <Button kind="primary" busy={busy} onClick={() => onAdd(false)}>
            {t('desk:odk.add', { count: whole, number: number(whole) })}
          </Button>
        )}
        {partly > 0 && (
          <Button busy={busy} onClick={() => onAdd(true)}>
            {t('desk:odk.addAll', { count: whole + partly, number: number(whole + partly) })}
          </Button>
        )}
      </div>
    </>
  );
}

/** More lines than that nobody reads on a screen: how many there are says that the file is of another kind. */
const SHOWN_MAX = 100;

function Problems({ problems }: { problems: readonly ReadProblem[] }) {
  const { t, number } = useT();
  return (
    <ol class="import-counts">
      {problems.slice(0, SHOWN_MAX).map((problem) => (
        <li key={`${problem.record} ${problem.place} ${problem.found}`}>
          <bdi>{problem.record}</bdi>: {t(`desk:odk.problem.${problem.key}`, words(problem))}
        </li>
      ))}
      {problems.length > SHOWN_MAX && (
        <li>
          {t('desk:odk.more', {
            count: problems.length - SHOWN_MAX,
            number: number(problems.length - SHOWN_MAX),
          })}
        </li>
      )}
    </ol>
  );
}

const words = ({ place, found }: ReadProblem) => ({ place: isolated(place), found: isolated(found) });

function Added({ added }: { added: AddedResponses }) {
  const { t, number } = useT();
  const { responses, files, things } = added;
  return (
    <Notice
      tone="ready"
      title={t('desk:odk.added', { count: responses, number: number(responses) })}
      live="polite"
    >
      <p>{t('desk:odk.addedFiles', { count: files, number: number(files) })}</p>
      {things > 0 && <p>{t('desk:odk.addedThings', { count: things, number: number(things) })}</p>}
      <p>{t('desk:files.sentOn')}</p>
    </Notice>
  );
}
