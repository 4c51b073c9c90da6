import { useState } from 'preact/hooks';
import type { PublishedApart as Apart } from '../../../../app/index.ts';
import {
  type CampaignPoint,
  distinctSayings,
  keyOf,
  pointsApart,
  saidOf,
} from '../../../../domain/publishedApart.ts';
import type { Trouble } from '../../../../domain/result.ts';
import { type Speech, useT } from '../../../language.ts';
import { useLive } from '../../../live.ts';
import { Button } from '../../../parts/Button.tsx';
import { ChoiceList } from '../../../parts/ChoiceList.tsx';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, translated } from '../../../translated.tsx';
import { useDesk } from '../deskContext.ts';

/** Coordinators published apart: what differs, and what phones are to ask. Nothing while all is one. */
export function PublishedApart() {
  const desk = useDesk();
  const { t } = useT();
  const apart = useLive(() => desk.publishedApart(), [desk]);
  const [isJoined, setJoined] = useState(false);
  if (apart) return <Joining apart={apart} onJoined={() => setJoined(true)} />;
  return isJoined ? <Notice tone="ready" title={t('xlsform:apart.done')} live="polite" /> : null;
}

export function Joining({ apart, onJoined }: { apart: Apart; onJoined: () => void }) {
  const desk = useDesk();
  const speech = useT();
  const { t, trouble } = speech;
  const [picks, setPicks] = useState<Readonly<Record<string, number>>>({});
  const [failure, setFailure] = useState<Trouble | null>(null);
  const join = async () => {
    const joined = await desk.joinPublished(apart, picks);
    setPicks({});
    setFailure(joined.ok ? null : joined);
    if (joined.ok) onJoined();
  };
  return (
    <Notice
      tone="attention"
      icon="git-compare"
      title={t('xlsform:apart.title')}
      actions={
        <Button kind="primary" icon="check" onClick={() => void join()}>
          {t('xlsform:apart.join')}
        </Button>
      }
    >
      <p>{t('xlsform:apart.text')}</p>
      <div class="stack-large">
        {pointsApart(apart.versions).map((point, at) => (
          <ChoiceList
            key={keyOf(point)}
            id={`apart-${at}`}
            legend={legendOf(speech, apart, point)}
            value={String(picks[keyOf(point)] ?? distinctSayings(apart.versions, point)[0])}
            onChange={(index) => setPicks({ ...picks, [keyOf(point)]: Number(index) })}
            options={distinctSayings(apart.versions, point).map((index) => ({
              value: String(index),
              label: sayingOf(speech, apart, point, index),
              hint: t(index === 0 ? 'xlsform:apart.shown' : 'xlsform:apart.other'),
            }))}
          />
        ))}
      </div>
      {failure && <p role="alert">{trouble(failure.why, failure.words)}</p>}
    </Notice>
  );
}

function legendOf({ t, language }: Speech, apart: Apart, point: CampaignPoint): string {
  switch (point.kind) {
    case 'version':
      return t('xlsform:apart.version', { form: isolated(titleOf(apart, point.form, language)) });
    case 'asks':
      return t('xlsform:apart.asks', { round: isolated(roundTitle(apart, point.round, language)) });
    default:
      return t(`xlsform:apart.${point.kind}`);
  }
}

/** What one of the versions says of it, in words. */
function sayingOf({ t, language }: Speech, apart: Apart, point: CampaignPoint, index: number): string {
  const version = apart.versions[index];
  const said = version && saidOf(version, point);
  if (said === undefined || said === null) return t('xlsform:apart.none');
  if (point.kind === 'version') return apart.names.get(said) ?? said;
  return point.kind === 'round' ? roundTitle(apart, said, language) : titleOf(apart, said, language);
}

const titleOf = ({ titles }: Apart, form: string, language: Speech['language']): string =>
  translated(titles.get(form) ?? {}, language).words || form;

const roundTitle = ({ versions }: Apart, name: string, language: Speech['language']): string => {
  const round = versions.flatMap(({ rounds }) => rounds).find((one) => one.name === name);
  return translated(round?.title ?? {}, language).words || name;
};
