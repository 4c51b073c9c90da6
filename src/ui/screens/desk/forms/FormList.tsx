import { useState } from 'preact/hooks';
import type { DeskFormVersion, DeskFormVersions, FormFormat } from '../../../../app/index.ts';
import { type Trouble, trouble as troubleOf } from '../../../../domain/result.ts';
import { useT } from '../../../language.ts';
import { useLive } from '../../../live.ts';
import { Busy } from '../../../parts/Busy.tsx';
import { Button } from '../../../parts/Button.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, Said, translated } from '../../../translated.tsx';
import { DeskScreen } from '../DeskScreen.tsx';
import { useDesk } from '../deskContext.ts';
import { saveFile } from '../saveFile.ts';
import { languageNames } from './names.ts';
import { PublishedApart } from './PublishedApart.tsx';
import { Rounds } from './Rounds.tsx';

/** Every form of the campaign with its versions, and the way in for more. */
export function FormList() {
  const desk = useDesk();
  const { t } = useT();
  const forms = useLive(() => desk.forms(), [desk]);
  return (
    <DeskScreen tab="forms">
      <div class="forms-head">
        <p class="soft">{t('xlsform:forms.about')}</p>
        <Button kind="primary" icon="file-up" href="/desk/forms/import">
          {t('xlsform:forms.import')}
        </Button>
      </div>
      <PublishedApart />
      <Rounds />
      {forms === undefined && <Busy />}
      {forms?.length === 0 && (
        <EmptyState icon="clipboard-list" title={t('xlsform:forms.none')}>
          {t('xlsform:forms.noneText')}
        </EmptyState>
      )}
      {forms?.map((form) => (
        <FormCard key={form.id} form={form} />
      ))}
    </DeskScreen>
  );
}

const COLUMNS = ['version', 'languages', 'questions', 'responses', 'save'] as const;

function FormCard({ form }: { form: DeskFormVersions }) {
  const { t, language, trouble } = useT();
  const [failure, setFailure] = useState<Trouble | null>(null);
  const title = translated(form.title, language).words || form.id;
  return (
    <section class="form-card" aria-labelledby={`form-${form.id}`}>
      <div class="form-card-head">
        <Icon name={form.subject === 'place' ? 'map-pin' : 'clipboard-list'} />
        <div>
          <h2 id={`form-${form.id}`}>
            <Said text={form.title} />
          </h2>
          <code dir="ltr">{form.id}</code>
        </div>
        <AskedIn form={form} />
      </div>
      <table class="desk-table versions-table">
        <caption class="visually-hidden">{t('xlsform:forms.versionsOf', { form: isolated(title) })}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class={`column-${column}`}>
                {t(`xlsform:forms.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.versions.map((version) => (
            <Version key={version.id} title={title} version={version} onFailure={setFailure} />
          ))}
        </tbody>
      </table>
      {failure && <Notice tone="trouble" title={trouble(failure.why, failure.words)} live="assertive" />}
    </section>
  );
}

function AskedIn({ form }: { form: DeskFormVersions }) {
  const { t } = useT();
  if (form.rounds.length === 0 && !form.isPlaceForm)
    return <p class="asked-in soft">{t('xlsform:forms.notAsked')}</p>;
  return (
    <ul class="asked-in">
      {form.rounds.map((round) => (
        <li key={round.name} class={round.isCurrent ? 'asked-now' : undefined}>
          {round.isCurrent && <Icon name="circle-check" />}
          <span>
            <Said text={round.title} /> · {t(`xlsform:forms.${round.isCurrent ? 'askedNow' : 'askedIn'}`)}
          </span>
        </li>
      ))}
      {form.isPlaceForm && (
        <li class="asked-now">
          <Icon name="circle-check" />
          <span>{t('xlsform:forms.placeReport')}</span>
        </li>
      )}
    </ul>
  );
}

interface VersionProps {
  title: string;
  version: DeskFormVersion;
  onFailure: (failure: Trouble | null) => void;
}

const FORMATS = ['xlsx', 'xml'] as const satisfies readonly FormFormat[];

function Version({ title, version, onFailure }: VersionProps) {
  const desk = useDesk();
  const { t, number, language } = useT();
  const [making, setMaking] = useState<FormFormat | null>(null);
  const name = versionName(version);
  const save = async (format: FormFormat) => {
    setMaking(format);
    onFailure(null);
    const file = await desk.exportForm(version.id, format);
    setMaking(null);
    if (!file.ok) return onFailure(file);
    saveFile(file.value);
    const { missing = [] } = file.value;
    if (missing.length > 0) onFailure(troubleOf('saved-without', { names: isolated(missing.join(', ')) }));
  };
  return (
    <tr>
      <th scope="row" class="column-version">
        <bdi class="row-name">{name}</bdi>
        {version.version !== '' && <code dir="ltr"> {version.hash.slice(0, 6)}</code>}
        <span class={version.isCurrent ? 'version-current' : 'row-form'}>
          {version.isCurrent && <Icon name="smartphone" />}
          {t(`xlsform:forms.${version.isCurrent ? 'current' : 'earlier'}`)}
        </span>
      </th>
      <td class="column-languages">{languageNames(version.languages, language)}</td>
      <td class="cell-number" data-label={t('xlsform:forms.columns.questions')}>
        <bdi>{number(version.questions)}</bdi>
      </td>
      <td class="cell-number" data-label={t('xlsform:forms.columns.responses')}>
        <bdi>{number(version.responses)}</bdi>
      </td>
      <td class="column-save">
        <div class="version-saves">
          {FORMATS.map((format) => (
            <Button
              key={format}
              icon="file-down"
              busy={making === format}
              onClick={() => void save(format)}
              label={t('xlsform:forms.saveAs', {
                form: isolated(title),
                version: isolated(name),
                format: isolated(t(`xlsform:forms.${format}`)),
              })}
            >
              <bdi>{t(`xlsform:forms.${format}`)}</bdi>
            </Button>
          ))}
        </div>
      </td>
    </tr>
  );
}

/** What its author calls it; a version without a name by the beginning of its content's. */
const versionName = ({ version, hash }: DeskFormVersion): string => version || hash.slice(0, 6);
