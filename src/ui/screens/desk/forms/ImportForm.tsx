import { useMemo } from 'preact/hooks';
import type { FormReport } from '../../../../app/index.ts';
import { useWork } from '../../../context.tsx';
import { useT } from '../../../language.ts';
import { useLive } from '../../../live.ts';
import { Busy } from '../../../parts/Busy.tsx';
import { Button } from '../../../parts/Button.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, translated } from '../../../translated.tsx';
import { DeskScreen } from '../DeskScreen.tsx';
import { useDesk } from '../deskContext.ts';
import { Changes } from './Changes.tsx';
import { DropZone } from './DropZone.tsx';
import { Findings } from './Findings.tsx';
import { type FormImport, type ImportState, importOf } from './formImport.ts';
import { GivenFiles } from './GivenFiles.tsx';
import { languageNames } from './names.ts';
import { Preview } from './Preview.tsx';
import { Publish } from './Publish.tsx';
import { PublishedNotice } from './PublishedNotice.tsx';

/** From a spreadsheet to what phones ask: give the files, read what was found, try it out, publish. */
export function ImportForm() {
  const work = useWork();
  const { t } = useT();
  const entry = useMemo(() => importOf(work), [work]);
  const state = useLive(() => entry.state, [entry]);
  return (
    <DeskScreen tab="forms" title={t('xlsform:import.title')} pageKey="forms-import">
      <p class="forms-back">
        <a href="/desk/forms">
          <Icon name="arrow-left" />
          {t('xlsform:import.back')}
        </a>
        {state?.published === undefined && <span class="soft">{t('xlsform:import.nothingYet')}</span>}
      </p>
      {state === undefined ? <Busy /> : <Stage entry={entry} state={state} />}
    </DeskScreen>
  );
}

interface StageProps {
  entry: FormImport;
  state: ImportState;
}

function Stage({ entry, state }: StageProps) {
  const desk = useDesk();
  const { t, trouble } = useT();
  const { chosen, progress, report, published, trouble: why } = state;
  const add = (files: readonly File[]) => entry.add(desk, files);
  if (published !== undefined)
    return <PublishedNotice published={published} onAnother={() => entry.clear()} />;
  if (chosen.length === 0) return <DropZone onFiles={add} />;
  return (
    <>
      <GivenFiles
        chosen={chosen}
        report={report}
        onFiles={add}
        onRemove={(name) => entry.remove(desk, name)}
        onClear={() => entry.clear()}
      />
      {progress !== undefined && <Reading progress={progress} onStop={() => entry.stop()} />}
      {why !== undefined && (
        <Notice
          tone="trouble"
          title={t('xlsform:import.failedTitle')}
          live="assertive"
          actions={
            <Button icon="refresh-cw" onClick={() => entry.again(desk)}>
              {t('xlsform:import.again')}
            </Button>
          }
        >
          {trouble(why.why, why.words)}
        </Notice>
      )}
      {report !== undefined && <Read entry={entry} state={state} report={report} />}
    </>
  );
}

interface ReadingProps {
  progress: NonNullable<ImportState['progress']>;
  onStop: () => void;
}

/** What is being done, and the way to end it. */
function Reading({ progress, onStop }: ReadingProps) {
  const { t, number } = useT();
  const label =
    progress.step === 'files'
      ? t('xlsform:import.files', { n: number(progress.done + 1), total: number(progress.total) })
      : t(`xlsform:import.${progress.step}`);
  return (
    <div class="reading">
      <Busy label={`${label}…`} />
      <Button icon="x" onClick={onStop}>
        {t('xlsform:import.stop')}
      </Button>
    </div>
  );
}

const NO_FILES: NonNullable<ImportState['files']> = [];

/** What was found, what it changes and how it looks. */
function Read({ entry, state, report }: StageProps & { report: FormReport }) {
  const { outlook, files = NO_FILES } = state;
  const { definition } = report;
  const problems = report.findings.filter(({ kind }) => kind === 'problem').length;
  return (
    <div class={definition === undefined ? 'import-columns import-alone' : 'import-columns'}>
      <div class="import-main">
        <Verdict report={report} problems={problems} />
        <Findings findings={report.findings} />
        {definition !== undefined && outlook !== undefined && (
          <Changes definition={definition} outlook={outlook} />
        )}
      </div>
      {definition !== undefined && <Preview definition={definition} files={files} />}
      {definition !== undefined && outlook !== undefined && (
        <Publish
          key={definition.form_id}
          files={files}
          definition={definition}
          outlook={outlook}
          isBlocked={problems > 0}
          onPublished={() => entry.published(definition)}
        />
      )}
    </div>
  );
}

/** Whether it can be published, in one sentence. */
function Verdict({ report, problems }: { report: FormReport; problems: number }) {
  const { t, number, language } = useT();
  const { definition } = report;
  if (problems > 0 || definition === undefined) {
    return (
      <Notice
        tone="trouble"
        title={t('xlsform:import.problems', { count: problems, number: number(problems) })}
        live="assertive"
      >
        {t('xlsform:import.problemsText')}
      </Notice>
    );
  }
  const title = translated(definition.title, language).words || definition.form_id;
  const count = report.questions;
  return (
    <Notice tone="ready" title={t('xlsform:import.runs', { form: isolated(title) })} live="polite">
      {t('xlsform:import.runsText', {
        count,
        number: number(count),
        languages: isolated(languageNames(definition.languages, language)),
      })}
    </Notice>
  );
}
