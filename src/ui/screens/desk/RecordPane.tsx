import '../records/records.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RecordView } from '../../../app/index.ts';
import { written } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { Said } from '../../translated.tsx';
import { recordForm } from '../records/naming.ts';
import { RecordAnswers } from '../records/RecordAnswers.tsx';
import { RecordName } from '../records/RecordName.tsx';
import { Decision } from './Decision.tsx';
import { useDesk } from './deskContext.ts';
import { languageName } from './forms/names.ts';
import { OtherVersions } from './OtherVersions.tsx';
import { RecordTrail } from './RecordTrail.tsx';
import { Review } from './Review.tsx';
import { standingState } from './standing.ts';

/** The response that is open beside a list or a map. */
export function RecordPane({ opened, onClose }: { opened: string | undefined; onClose: () => void }) {
  const { t } = useT();
  const closeOnEscape = ({ key, target }: KeyboardEvent) => {
    // In a dialog or a text the key has its own meaning.
    if (key === 'Escape' && !(target as HTMLElement).closest('dialog, textarea')) onClose();
  };
  if (opened === undefined) {
    return (
      <aside class="desk-pane desk-pane-empty">
        <EmptyState icon="eye" title={t('desk:responses.choose')}>
          {t('desk:responses.chooseText')}
        </EmptyState>
      </aside>
    );
  }
  return (
    <aside class="desk-pane" onKeyDown={closeOnEscape}>
      <Opened id={opened} key={opened} onClose={onClose} />
    </aside>
  );
}

function Opened({ id, onClose }: { id: string; onClose: () => void }) {
  const desk = useDesk();
  const { t } = useT();
  const record = useLive(() => desk.record(id), [desk, id]);
  if (record === undefined) return <Busy />;
  if (record === null) {
    return (
      <EmptyState
        icon="search"
        title={t('desk:record.gone')}
        actions={
          <div class="row">
            <Button onClick={onClose}>{t('desk:record.close')}</Button>
            <Button icon="send" href="/send">
              {t('desk:send')}
            </Button>
          </div>
        }
      >
        {t('desk:record.goneText')}
      </EmptyState>
    );
  }
  return <Shown record={record} onClose={onClose} />;
}

function Shown({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { language } = useT();
  const languages = record.form?.definition.languages ?? [];
  const [chosen, setChosen] = useState(language as string);
  const shown = languages.includes(chosen) ? chosen : language;
  return (
    <>
      <Head record={record} onClose={onClose} />
      <OtherVersions record={record} language={shown} />
      <Review record={record} />
      {languages.length > 1 && <Languages languages={languages} value={shown} onChange={setChosen} />}
      <div {...written(shown)}>
        <RecordAnswers record={record} language={shown} />
      </div>
      <RecordTrail record={record} />
    </>
  );
}

/** Opening a response moves the focus to its name, so that a screen reader begins there; not out of what she types. */
function Head({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { t, language } = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (!document.activeElement?.matches('input, select, textarea'))
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header class="pane-head">
      <div>
        <h2 tabIndex={-1} ref={heading}>
          <RecordName record={record} />
        </h2>
        {recordForm(record, language) !== undefined && (
          <p class="soft small">
            <Said text={record.title} />
          </p>
        )}
        <Decision state={standingState(record)} />
      </div>
      <IconButton icon="x" label={t('desk:record.close')} onClick={onClose} />
    </header>
  );
}

interface LanguagesProps {
  languages: readonly string[];
  value: string;
  onChange: (language: string) => void;
}

function Languages({ languages, value, onChange }: LanguagesProps) {
  const { t } = useT();
  // A name in a sentence begins small in Spanish; on a button it does not.
  const name = (tag: string): string => languageName(tag, tag).replace(/^./u, (first) => first.toUpperCase());
  return (
    <Segmented
      label={t('desk:record.language')}
      options={languages.map((tag) => ({ value: tag, label: <span lang={tag}>{name(tag)}</span> }))}
      value={value}
      onChange={onChange}
    />
  );
}
