import { useEffect, useRef, useState } from 'preact/hooks';
import type { FetchedFiles, FilesHere } from '../../../app/index.ts';
import type { Result } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { useDesk } from './deskContext.ts';

interface FilesInItProps {
  /** `form_id` */
  form: string;
  /** Of the archive that was saved. */
  files: FilesHere;
  /** How the last fetching for this form ended. */
  fetched: Result<FetchedFiles> | null;
  /** null: another begins. */
  onFetched: (outcome: Result<FetchedFiles> | null) => void;
}

/** How many photos and other files a saved archive lacks, and a way to get them: nothing is fetched unasked. */
export function FilesInIt({ form, files, fetched, onFetched }: FilesInItProps) {
  const { t, number, trouble } = useT();
  const { progress, fetch, cancel } = useFetching(form, onFetched);
  const { here, total } = files;
  if (total === 0) return null;
  if (here === total) {
    return (
      <p class="files-saved">
        <Icon name="circle-check" />
        {t('desk:odk.filesAll', { count: total, number: number(total) })}
      </p>
    );
  }
  const missing = { count: total - here, number: number(total - here), total: number(total) };
  return (
    <Notice
      tone="attention"
      live="polite"
      title={t('desk:odk.filesMissing', missing)}
      actions={
        progress === null ? (
          <Button icon="refresh-cw" onClick={fetch}>
            {t('desk:odk.fetch')}
          </Button>
        ) : (
          <Button icon="x" onClick={cancel}>
            {t('common:action.cancel')}
          </Button>
        )
      }
    >
      <p>{t('desk:odk.filesMissingText')}</p>
      {progress && (
        <Progress
          value={progress.done}
          max={progress.total}
          label={t('desk:odk.fetching', { n: number(progress.done), total: number(progress.total) })}
        />
      )}
      {fetched?.ok === false && <p role="alert">{trouble(fetched.why, fetched.words)}</p>}
      {fetched?.ok === true && fetched.value.lacking > 0 && (
        <p>
          {t('desk:odk.lacking', { count: fetched.value.lacking, number: number(fetched.value.lacking) })}
        </p>
      )}
    </Notice>
  );
}

/** One fetching at a time, which ends with the page that asked for it. */
function useFetching(form: string, onFetched: FilesInItProps['onFetched']) {
  const desk = useDesk();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  const cancel = () => {
    running.current?.abort();
    setProgress(null);
  };
  useEffect(() => () => running.current?.abort(), []);
  const fetch = async () => {
    const run = new AbortController();
    running.current = run;
    onFetched(null);
    setProgress({ done: 0, total: 0 });
    const outcome = await desk.fetchFiles(
      form,
      (done, total) => run.signal.aborted || setProgress({ done, total }),
      run.signal,
    );
    if (run.signal.aborted) return;
    setProgress(null);
    onFetched(outcome);
  };
  return { progress, fetch: () => void fetch(), cancel };
}
