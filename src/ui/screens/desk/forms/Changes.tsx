import { useState } from 'preact/hooks';
import type { FormOutlook } from '../../../../app/index.ts';
import type { FormChange } from '../../../../domain/form/changes.ts';
import type { Choice, FormDefinition } from '../../../../domain/form/definition.ts';
import { type Speech, useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, Said, translated } from '../../../translated.tsx';

interface ChangesProps {
  definition: FormDefinition;
  outlook: FormOutlook;
}

/** As many as are read at once; those that break a comparison always stand here. */
const LINES = 12;

/** What the new version asks otherwise, and what that costs the comparison of rounds. */
export function Changes({ definition, outlook }: ChangesProps) {
  const { t, number } = useT();
  const { before, changes, files, isSame, isSameVersionName } = outlook;
  const breaking = changes.filter(({ breaks }) => breaks).length;
  return (
    <section class="changes" aria-labelledby="changes-title">
      <h2 id="changes-title">{t('xlsform:changes.title')}</h2>
      {before === undefined && <p>{t('xlsform:changes.new')}</p>}
      {isSame && <p>{t('xlsform:changes.same')}</p>}
      {before !== undefined && !isSame && (
        <>
          <p class="soft">
            {t('xlsform:changes.before', { version: isolated(before.version || before.hash.slice(0, 6)) })}
          </p>
          {breaking > 0 && (
            <Notice
              tone="attention"
              title={t('xlsform:changes.breaks', { count: breaking, number: number(breaking) })}
            >
              {t('xlsform:changes.breaksText')}
            </Notice>
          )}
          {isSameVersionName && definition.version !== '' && (
            <Notice
              tone="info"
              title={t('xlsform:changes.sameVersion', { version: isolated(definition.version) })}
            />
          )}
          {changes.length === 0 ? <p>{t('xlsform:changes.none')}</p> : <List changes={changes} />}
          {files.length > 0 && (
            <ul class="change-list">
              {files.map(({ name, kind }) => (
                <li key={name} class="change">
                  <p class="change-what">{t(`xlsform:changes.file.${kind}`)}</p>
                  <p class="change-question">
                    <bdi>{name}</bdi>
                  </p>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

function List({ changes }: { changes: readonly FormChange[] }) {
  const speech = useT();
  const { t, number } = speech;
  const [isWhole, setWhole] = useState(false);
  const lines = isWhole ? changes : changes.filter(({ breaks }, index) => breaks || index < LINES);
  return (
    <>
      <ul class="change-list">
        {lines.map((change) => (
          <li key={`${change.kind}${change.path}`} class={change.breaks ? 'change change-breaks' : 'change'}>
            <p class="change-what">
              {said(speech, change)}
              {change.breaks && (
                <span class="change-mark">
                  <Icon name="triangle-alert" />
                  {t('xlsform:changes.breaksMark')}
                </span>
              )}
            </p>
            <p class="change-question">
              <Said text={change.label} /> <code dir="ltr">{change.path}</code>
            </p>
          </li>
        ))}
      </ul>
      {lines.length < changes.length && (
        <Button onClick={() => setWhole(true)}>
          {t('xlsform:found.more', { number: number(changes.length - lines.length) })}
        </Button>
      )}
    </>
  );
}

function said({ t, language }: Speech, change: FormChange): string {
  switch (change.kind) {
    case 'type':
      return t('xlsform:changes.type', { before: isolated(change.before), after: isolated(change.after) });
    case 'choices':
      return [
        t('xlsform:changes.choices'),
        change.added.length > 0 && t('xlsform:changes.plus', { names: names(change.added, language) }),
        change.removed.length > 0 && t('xlsform:changes.minus', { names: names(change.removed, language) }),
      ]
        .filter((part) => part !== false)
        .join(' · ');
    default:
      return t(`xlsform:changes.${change.kind}`);
  }
}

/** More choices than one reads are told by their number. */
const NAMES = 6;

function names(choices: readonly Choice[], language: string): string {
  const told = choices
    .slice(0, NAMES)
    .map(({ name, label }) => isolated(translated(label, language).words || name));
  return [...told, ...(choices.length > NAMES ? [`+${choices.length - NAMES}`] : [])].join(' · ');
}
