import { useState } from 'preact/hooks';
import type { RecordView } from '../../../app/index.ts';
import type { CompiledForm } from '../../../domain/form/compile.ts';
import { answerAt, type FormState, labelText, openForm, pages } from '../../../domain/form/state.ts';
import type { Result } from '../../../domain/result.ts';
import { differences, distinctAt, sideBySide, type Versions } from '../../../domain/versions.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { ChoiceList } from '../../parts/ChoiceList.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { usePlain } from '../../questions/Words.tsx';
import { AnswerValue } from '../survey/AnswerValue.tsx';
import { instancesAt } from '../survey/extended/instances.ts';
import { sectionOf } from '../survey/steps.ts';
import { useDesk } from './deskContext.ts';

/** A response that two phones changed apart: what differs, and which answers stay. */
export function OtherVersions({ record, language }: { record: RecordView; language: string }) {
  const desk = useDesk();
  const { t, number, trouble } = useT();
  const [picks, setPicks] = useState<Readonly<Record<string, number>>>({});
  const [outcome, setOutcome] = useState<Result<void> | null>(null);
  const count = record.conflicts.length;
  if (count === 0) {
    return outcome?.ok ? <Notice tone="ready" title={t('desk:record.solved')} live="polite" /> : null;
  }
  const solve = async () => {
    setOutcome(await desk.solve(record, picks));
    setPicks({});
  };
  return (
    <Notice
      tone="attention"
      icon="git-compare"
      title={t('desk:record.conflict', { count, number: number(count) })}
      actions={
        <Button kind="primary" icon="check" onClick={() => void solve()}>
          {t('desk:record.solve')}
        </Button>
      }
    >
      <p>{t('desk:record.conflictText')}</p>
      {record.form && (
        <Differences
          form={record.form}
          versions={sideBySide([record.document, ...record.conflicts.map(({ document }) => document)])}
          language={language}
          picks={picks}
          onPick={(path, index) => setPicks({ ...picks, [path]: index })}
        />
      )}
      {outcome?.ok === false && <p role="alert">{trouble(outcome.why, outcome.words)}</p>}
    </Notice>
  );
}

interface DifferencesProps {
  form: CompiledForm;
  /** As they stand side by side. */
  versions: Versions;
  language: string;
  picks: Readonly<Record<string, number>>;
  onPick: (path: string, index: number) => void;
}

/**
 * One choice for each question that they answer differently, and for each instance that not all of them have; each answer
 * once, however many versions give it.
 */
function Differences({ form, versions, language, picks, onPick }: DifferencesProps) {
  const { t, when, number } = useT();
  const plain = usePlain();
  const states = versions.map(({ answers, trail: { finalizedAt } }) =>
    openForm(form, answers, { now: finalizedAt, today: finalizedAt.slice(0, 10) }),
  );
  const paths = differences(versions).filter((path) => isAsked(form, path));
  const [shown] = states;
  if (paths.length === 0 || shown === undefined) return <p>{t('desk:record.sameAnswers')}</p>;
  const finished = (index: number): string => `\u2068${when(versions[index]?.trail.finalizedAt ?? '')}\u2069`;
  /** A question, and whose it is: "Age · Member 2". */
  const legendOf = (path: string): string => {
    const { label, instance } = sectionOf(form, path);
    const question = plain(labelText(form, shown, form.questions.get(path)?.row.label, language, path));
    if (instance === undefined) return question;
    const holder = `${plain(labelText(form, shown, label, language))} ${number(instance)}`;
    return path.endsWith(']') ? holder : `${question} · ${holder}`;
  };
  return (
    <div class="versions">
      {paths.map((path) => (
        <ChoiceList
          key={path}
          id={`version-${path}`}
          legend={legendOf(path)}
          value={String(Object.hasOwn(picks, path) ? picks[path] : 0)}
          onChange={(index) => onPick(path, Number(index))}
          options={distinctAt(versions, path).map((index) => ({
            value: String(index),
            label: (
              <Given
                form={form}
                state={states[index]}
                path={path}
                isThere={answerAt(versions[index]?.answers ?? {}, path) !== undefined}
                language={language}
              />
            ),
            hint: t(index === 0 ? 'desk:record.versionShown' : 'desk:record.versionOther', {
              when: finished(index),
            }),
          }))}
        />
      ))}
    </div>
  );
}

/** What nobody was asked, such as when the form was opened, stays as it is shown; what is computed follows. */
function isAsked(form: CompiledForm, path: string): boolean {
  const row = form.questions.get(path)?.row;
  if (path.endsWith(']')) return row !== undefined;
  return row !== undefined && row.label !== undefined && row.type !== 'calculate';
}

interface GivenProps {
  form: CompiledForm;
  state: FormState | undefined;
  path: string;
  isThere: boolean;
  language: string;
}

function Given({ form, state, path, isThere, language }: GivenProps) {
  const { t } = useT();
  if (path.endsWith(']')) {
    const words = state && isThere ? instanceWords(form, state, path, language) : '';
    return <>{isThere ? <bdi>{words || t('desk:record.there')}</bdi> : t('desk:record.notThere')}</>;
  }
  if (state === undefined || answerAt(state.answers, path) === undefined) return <>{t('more:review.open')}</>;
  return <AnswerValue form={form} state={state} path={path} language={language} />;
}

/** What tells an instance from the others: its first answers. */
const instanceWords = (form: CompiledForm, state: FormState, path: string, language: string): string =>
  instancesAt(form, state, pages(form, state), path.slice(0, path.lastIndexOf('[')), language).find(
    (one) => one.path === path,
  )?.words ?? '';
