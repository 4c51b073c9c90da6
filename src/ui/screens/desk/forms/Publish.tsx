import { useState } from 'preact/hooks';
import type { AskedIn, FileToPublish, FormOutlook } from '../../../../app/index.ts';
import type { FormDefinition } from '../../../../domain/form/definition.ts';
import type { Trouble } from '../../../../domain/result.ts';
import { type Speech, useT } from '../../../language.ts';
import { Button } from '../../../parts/Button.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, translated } from '../../../translated.tsx';
import { useDesk } from '../deskContext.ts';
import { Ends } from './Ends.tsx';
import { endingWith } from './ending.ts';

interface PublishProps {
  files: readonly FileToPublish[];
  definition: FormDefinition;
  outlook: FormOutlook;
  /** There are mistakes left. */
  isBlocked: boolean;
  onPublished: () => void;
}

/** One tap, after she has read what it does to those who are in the midst of an interview. */
export function Publish({ files, definition, outlook, isBlocked, onPublished }: PublishProps) {
  const desk = useDesk();
  const speech = useT();
  const { t, trouble, number, language } = speech;
  const choices = choicesOf(speech, definition, outlook);
  const endingOf = (choice: Choice | undefined) =>
    choice && endingWith(choice.askedIn, definition.form_id, outlook);
  // Whatever ends a running survey she chooses herself.
  const [chosen, setChosen] = useState(endingOf(choices[0]) === undefined ? 0 : NOTHING_YET);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Trouble | null>(null);
  const askedIn = choices[chosen]?.askedIn;
  const ending = endingOf(choices[chosen]);
  const changesNothing = outlook.isSame && askedIn?.kind === 'asBefore';
  const whyNot = isBlocked ? 'blocked' : askedIn === undefined ? 'choose' : changesNothing ? 'nothing' : null;
  const publish = async () => {
    if (askedIn === undefined) return;
    setBusy(true);
    setFailure(null);
    const published = await desk.publishForm(definition, files, askedIn);
    setBusy(false);
    if (published.ok) onPublished();
    else setFailure(published);
  };
  if (changesNothing && choices.length === 1) return null;
  return (
    <section class="publish" aria-labelledby="publish-title">
      <h2 id="publish-title">{t('xlsform:publish.title')}</h2>
      <fieldset class="publish-where">
        <legend>{t('xlsform:publish.where')}</legend>
        {choices.map(({ label }, index) => (
          <label key={label} class="publish-choice">
            <input
              type="radio"
              name="asked-in"
              checked={index === chosen}
              onChange={() => setChosen(index)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div role="status">{ending && <Ends ending={ending} />}</div>
      {askedIn?.kind === 'round' && outlook.notCompared.length > 0 && (
        <Notice
          tone="attention"
          title={t('xlsform:publish.notCompared', {
            count: outlook.notCompared.length,
            number: number(outlook.notCompared.length),
          })}
        >
          {outlook.notCompared.map((label) => translated(label, language).words).join(' · ')}
        </Notice>
      )}
      <p>
        <Icon name="smartphone" />
        {t('xlsform:publish.drafts')}
      </p>
      <p>
        <Icon name="cloud-off" />
        {t('xlsform:publish.offline')}
      </p>
      {failure && (
        <Notice tone="trouble" title={t('xlsform:publish.failedTitle')} live="assertive">
          {trouble(failure.why, failure.words)}
        </Notice>
      )}
      <Button
        kind="primary"
        icon="send"
        disabled={whyNot !== null}
        busy={isBusy}
        onClick={() => void publish()}
      >
        {t('xlsform:publish.button')}
      </Button>
      {whyNot && <p class="soft">{t(`xlsform:publish.${whyNot}`)}</p>}
    </section>
  );
}

const NOTHING_YET = -1;

interface Choice {
  label: string;
  askedIn: AskedIn;
}

/** Where it may be asked: as it was, or in one of the rounds, or in one more. */
function choicesOf(
  { t, language }: Speech,
  definition: FormDefinition,
  { rounds, isPlaceForm }: FormOutlook,
): Choice[] {
  const title = isolated(translated(definition.title, language).words || definition.form_id);
  const nameOf = (round: (typeof rounds)[number]): string =>
    isolated(translated(round.title, language).words || round.name);
  const own = rounds.filter(({ form }) => form === definition.form_id).map(nameOf);
  if (isPlaceForm) own.push(t('xlsform:forms.placeReport'));
  const asBefore: Choice = {
    label:
      own.length === 0
        ? t('xlsform:publish.nowhere')
        : t('xlsform:publish.asBefore', { rounds: own.join(' · ') }),
    askedIn: { kind: 'asBefore' },
  };
  if (definition.subject === 'place')
    return isPlaceForm
      ? [asBefore]
      : [{ label: t('xlsform:publish.placeReport'), askedIn: { kind: 'placeReport' } }, asBefore];
  const others = rounds.filter(({ form, isCurrent }) => form !== definition.form_id || !isCurrent);
  const inRounds = others.map((round): Choice => {
    const isOwn = round.form === definition.form_id;
    return {
      label: isOwn
        ? t('xlsform:publish.round', { round: nameOf(round) })
        : t('xlsform:publish.roundInstead', {
            round: nameOf(round),
            form: isolated(translated(round.formTitle, language).words || round.form),
          }),
      askedIn: { kind: 'round', name: round.name },
    };
  });
  const inNew: Choice = {
    label: t('xlsform:publish.newRound', { form: title }),
    askedIn: { kind: 'newRound' },
  };
  // What she came for stands first: a new version of a form that is asked, or a new form that is to be asked.
  return own.length === 0 ? [inNew, ...inRounds, asBefore] : [asBefore, ...inRounds, inNew];
}
