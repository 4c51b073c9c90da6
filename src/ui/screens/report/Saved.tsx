import { useLocation } from 'preact-iso/router';
import type { ResponseId } from '../../../domain/ids.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { translated } from '../../translated.tsx';
import { Outlook } from '../send/Outlook.tsx';
import { CannotOpen } from '../survey/CannotOpen.tsx';
import { Details } from './Details.tsx';
import { choiceOf, iconOf } from './kinds.ts';
import { useDetails } from './useDetails.ts';

/** The report is safe. What else she knows may follow, and none of it is needed. */
export function Saved({ id }: { id: ResponseId }) {
  const work = useWork();
  const { t, trouble } = useT();
  const { route } = useLocation();
  const record = useLive(() => work.record(id), [work, id]);
  const details = useDetails(id, record ?? null);
  if (record === undefined) return <Busy />;
  if (record === null) return <CannotOpen id={id} trouble={{ ok: false, why: 'gone' }} />;
  const go = (to: string) => async () => {
    if (await details.finish()) route(to, true);
  };
  return (
    <Screen
      title={t('report:saved.title')}
      heading="own"
      brand
      bottom={
        <>
          <Button icon="plus" busy={details.isFinishing} onClick={() => void go('/report')()}>
            {t('report:saved.another')}
          </Button>
          <Button kind="primary" iconEnd="check" busy={details.isFinishing} onClick={() => void go('/')()}>
            {t('report:saved.finish')}
          </Button>
        </>
      }
    >
      <SavedHead record={record} />
      {details.refusal && (
        <Notice tone="trouble" title={trouble(details.refusal.why, details.refusal.words)} live="assertive" />
      )}
      {record.canCorrect && <Details details={details} />}
      <Button kind="quiet" onClick={() => void go(`/record/${id}`)()}>
        {t('report:saved.look')}
      </Button>
    </Screen>
  );
}

type Shown = NonNullable<Parameters<typeof useDetails>[1]>;

function SavedHead({ record }: { record: Shown }) {
  const { t, language } = useT();
  const { answers } = record.document;
  const kind = choiceOf(record.form?.definition, 'kind', String(answers['kind'] ?? ''));
  const isReceived = record.state === 'received';
  return (
    <div class="saved">
      <span class="saved-picture">
        <Icon name={iconOf(kind)} size="large" />
      </span>
      <div class="saved-words">
        <h1 tabIndex={-1}>{t('report:saved.title')}</h1>
        <p>{translated(kind?.label, language).words}</p>
        <div class="soft small" role="status">
          <Outlook
            record={record}
            received={t('report:saved.receivedText')}
            waiting={t('report:saved.text')}
          />
        </div>
      </div>
      <span class={isReceived ? 'state-received' : 'state-phone'}>
        <Icon name={isReceived ? 'circle-check' : 'smartphone'} size="large" />
      </span>
    </div>
  );
}
