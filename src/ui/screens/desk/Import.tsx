import { useRef, useState } from 'preact/hooks';
import type { ImportSummary } from '../../../app/index.ts';
import type { Result } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { translated } from '../../translated.tsx';
import { isolated } from './change.ts';
import { useDesk } from './deskContext.ts';
import { Failed } from './Exports.tsx';

/** The way in for everything that a phone saved to a file because no network would do. */
export function Import() {
  const desk = useDesk();
  const { t } = useT();
  const [isReading, setReading] = useState(false);
  const [outcome, setOutcome] = useState<Result<ImportSummary> | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    setReading(true);
    setOutcome(null);
    try {
      setOutcome(await desk.importFile(file));
    } finally {
      setReading(false);
      // The same file can be chosen again.
      if (input.current) input.current.value = '';
    }
  };
  return (
    <Card
      as="section"
      icon="file-up"
      heading={2}
      title={t('desk:files.importTitle')}
      text={t('desk:files.importText')}
    >
      <input
        ref={input}
        id="import-file"
        class="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={t('desk:files.choose')}
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      <div class="files-forms">
        <Button kind="primary" icon="upload" busy={isReading} onClick={() => input.current?.click()}>
          {isReading ? t('desk:files.reading') : t('desk:files.choose')}
        </Button>
      </div>
      <Outcome outcome={outcome} />
    </Card>
  );
}

function Outcome({ outcome }: { outcome: Result<ImportSummary> | null }) {
  return outcome?.ok === true ? <Imported summary={outcome.value} /> : <Failed result={outcome} />;
}

const COUNTS = ['added', 'known', 'photos'] as const;
const LOSSES = ['damaged', 'unreadable', 'practised'] as const;

function Imported({ summary }: { summary: ImportSummary }) {
  const { t, number, when } = useT();
  const isWhole = LOSSES.every((name) => summary[name] === 0);
  const say = (name: (typeof COUNTS)[number] | (typeof LOSSES)[number]): string =>
    t(`desk:files.${name}`, { count: summary[name], number: number(summary[name]) });
  return (
    <Notice
      tone={isWhole ? 'ready' : 'attention'}
      title={t('desk:files.importedTitle', { name: isolated(summary.collector) })}
      live="polite"
    >
      <p>{t('desk:files.importedWhen', { when: isolated(when(summary.savedAt)) })}</p>
      <ul class="import-counts">
        {COUNTS.map((name) => (
          <li key={name}>{say(name)}</li>
        ))}
        {LOSSES.filter((name) => summary[name] > 0).map((name) => (
          <li key={name}>
            <b>{say(name)}</b>
          </li>
        ))}
      </ul>
      {summary.added > 0 && <p>{t('desk:files.sentOn')}</p>}
      <Unfinished summary={summary} />
    </Notice>
  );
}

/** Drafts are named, so that the coordinator can ask for them; they become no responses. */
function Unfinished({ summary: { drafts, restored, notRestored } }: { summary: ImportSummary }) {
  const { t, number, when, language, trouble } = useT();
  if (drafts.length === 0) return null;
  return (
    <>
      <p>
        <b>{t('desk:files.drafts', { count: drafts.length, number: number(drafts.length) })}</b>
      </p>
      <ul class="import-counts">
        {drafts.map((draft) => (
          <li key={`${draft.respondent}${draft.updatedAt}`}>
            <bdi>{draft.respondent ?? translated(draft.title, language).words}</bdi> ·{' '}
            <bdi>{when(draft.updatedAt)}</bdi>
          </li>
        ))}
      </ul>
      {restored > 0 && <p>{t('desk:files.restored', { count: restored, number: number(restored) })}</p>}
      {notRestored && (
        <p>
          <b>{trouble(notRestored.why, notRestored.words)}</b>
        </p>
      )}
      {restored < drafts.length && <p>{t('desk:files.keepFile')}</p>}
    </>
  );
}
