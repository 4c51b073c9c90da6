import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskRound } from '../../../../app/index.ts';
import type { Translated } from '../../../../domain/form/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import { useT } from '../../../language.ts';
import { useLive } from '../../../live.ts';
import { Button } from '../../../parts/Button.tsx';
import { Dialog } from '../../../parts/Dialog.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import { IconButton } from '../../../parts/IconButton.tsx';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, Said, translated } from '../../../translated.tsx';
import { useDesk } from '../deskContext.ts';
import { Ends } from './Ends.tsx';
import { endingOf } from './ending.ts';
import { RoundName } from './RoundName.tsx';

/** The campaign's rounds, which of them is asked now, and the way to ask another one, also one before. */
export function Rounds() {
  const desk = useDesk();
  const rounds = useLive(() => desk.rounds(), [desk]);
  return rounds === undefined || rounds.length === 0 ? null : <RoundList rounds={rounds} />;
}

export function RoundList({ rounds }: { rounds: readonly DeskRound[] }) {
  const desk = useDesk();
  const { t, language, trouble } = useT();
  const [wanted, setWanted] = useState<DeskRound | null>(null);
  const [asked, setAsked] = useState<Result<void> | null>(null);
  const nameOf = ({ title, name }: DeskRound): string => isolated(translated(title, language).words || name);
  const [renamed, setRenamed] = useState<DeskRound | null>(null);
  const current = useFocusWhenAsked(rounds, asked);
  const ask = async (round: DeskRound) => {
    setWanted(null);
    setAsked(await desk.askRound(round.name));
  };
  const rename = async (round: DeskRound, title: Translated) => {
    setRenamed(null);
    setAsked(await desk.renameRound(round.name, title));
  };
  return (
    <section class="form-card" aria-labelledby="rounds-title">
      <div class="form-card-head">
        <Icon name="refresh-cw" />
        <div>
          <h2 id="rounds-title">{t('xlsform:rounds.title')}</h2>
          <p class="soft">{t('xlsform:rounds.about')}</p>
        </div>
      </div>
      <ul class="round-list">
        {rounds.map((round) => (
          <li key={round.name} class="round">
            <p class="round-words">
              <b>
                <Said text={round.title} />
              </b>
              <span class="soft">
                {t('xlsform:rounds.form', {
                  form: isolated(translated(round.formTitle, language).words || round.form),
                })}
              </span>
            </p>
            <IconButton
              icon="pencil"
              label={t('xlsform:rounds.renameOf', { round: nameOf(round) })}
              onClick={() => setRenamed(round)}
            />
            {round.isCurrent ? (
              <span class="asked-now" ref={current} tabIndex={-1}>
                <Icon name="circle-check" />
                {t('xlsform:forms.askedNow')}
              </span>
            ) : (
              <Button
                onClick={() => setWanted(round)}
                label={t('xlsform:rounds.askOf', { round: nameOf(round) })}
              >
                {t('xlsform:rounds.ask')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked?.ok === true && <Notice tone="ready" title={t('xlsform:rounds.done')} live="polite" />}
      {asked?.ok === false && (
        <Notice tone="trouble" title={trouble(asked.why, asked.words)} live="assertive" />
      )}
      <Dialog
        title={wanted && t('xlsform:rounds.confirm', { round: nameOf(wanted) })}
        open={wanted !== null}
        onClose={() => setWanted(null)}
        actions={
          <>
            <Button onClick={() => setWanted(null)}>{t('common:action.cancel')}</Button>
            <Button kind="primary" onClick={() => wanted && void ask(wanted)}>
              {t('xlsform:rounds.ask')}
            </Button>
          </>
        }
      >
        {wanted && <Switching rounds={rounds} to={wanted} />}
      </Dialog>
      <RoundName
        round={renamed}
        onClose={() => setRenamed(null)}
        onSave={(title) => renamed && void rename(renamed, title)}
      />
    </section>
  );
}

/** The button of the round that is asked now is gone, and with it the focus: what stands in its place takes it. */
function useFocusWhenAsked(rounds: readonly DeskRound[], asked: Result<void> | null) {
  const mark = useRef<HTMLSpanElement>(null);
  const name = rounds.find(({ isCurrent }) => isCurrent)?.name;
  useEffect(() => {
    if (asked?.ok && document.activeElement === document.body) mark.current?.focus();
  }, [asked, name]);
  return mark;
}

/** What asking another round does. */
export function Switching({ rounds, to }: { rounds: readonly DeskRound[]; to: DeskRound }) {
  const { t, language } = useT();
  const now = rounds.find(({ isCurrent }) => isCurrent);
  const ending = now && endingOf(now, to.form, to.name);
  const form = isolated(translated(to.formTitle, language).words || to.form);
  return (
    <>
      <p>{t('xlsform:rounds.text', { form })}</p>
      {ending && <Ends ending={ending} />}
    </>
  );
}
