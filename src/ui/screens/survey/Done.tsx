import type { ResponseId } from '../../../domain/ids.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useStartSurvey } from '../home/useStartSurvey.ts';
import { Outlook } from '../send/Outlook.tsx';

/** What she may now believe: it is on this phone, or, once it is true, that it has arrived. */
export function Done({ id }: { id: ResponseId }) {
  const work = useWork();
  const { t, trouble } = useT();
  const record = useLive(() => work.record(id), [work, id]);
  const { start, refusal } = useStartSurvey();
  const isReceived = record?.state === 'received';
  return (
    <Screen title={t('more:done.title')} heading="own" brand>
      <div class="done">
        <span class={isReceived ? 'done-picture state-received' : 'done-picture state-phone'}>
          <Icon name={isReceived ? 'circle-check' : 'smartphone'} size="large" />
        </span>
        <h1 tabIndex={-1}>{t('more:done.title')}</h1>
        <div role="status">
          <Outlook
            record={record ?? null}
            received={t('more:done.receivedText')}
            waiting={t('more:done.text')}
          />
        </div>
      </div>
      {refusal && <Notice tone="trouble" title={trouble(refusal.why, refusal.words)} live="assertive" />}
      <Button kind="primary" icon="clipboard-list" full onClick={start}>
        {t('more:done.another')}
      </Button>
      <Button icon="house" full href="/">
        {t('more:done.home')}
      </Button>
      <Button kind="quiet" full href={`/record/${id}`}>
        {t('more:done.look')}
      </Button>
    </Screen>
  );
}
