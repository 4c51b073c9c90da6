import { useT } from '../../language.ts';
import { Bdi } from '../../parts/Bdi.tsx';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Notice, type NoticeTone } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { StateCount, StateMark } from '../../parts/StateMark.tsx';
import { Sample } from './Sample.tsx';
import { Section } from './Section.tsx';

const TONES: readonly NoticeTone[] = ['ready', 'info', 'attention', 'trouble'];

/** What tells something. */
export function SayingParts() {
  return (
    <Section name="saying">
      <Cards />
      <Notices />
      <States />
    </Section>
  );
}

function Cards() {
  const { t, time } = useT();
  const title = t('gallery:card.title');
  const text = t('gallery:card.text');
  const at = <time>{time('2025-02-03T10:42:00')}</time>;
  return (
    <Sample name="Card">
      <Card href="/gallery" tone="primary" size="large" icon="clipboard-list" title={title} text={text} />
      <Card href="/gallery" tone="outlined" size="large" icon="map-pin" title={title} text={text} />
      <Card onClick={() => {}} icon="door-open" title={title} text={text} aside={at} />
      <Card icon="smartphone" title={title} text={text} aside={at} heading={3} />
      <Card tone="ready" icon="circle-check" title={title} text={text} heading={3} />
      <Card tone="attention" icon="triangle-alert" title={title} heading={3}>
        <p>{text}</p>
        <Button full>{t('common:action.open')}</Button>
      </Card>
    </Sample>
  );
}

function Notices() {
  const { t } = useT();
  return (
    <Sample name="Notice">
      {TONES.map((tone) => (
        <Notice key={tone} tone={tone} title={t('gallery:notice.title')}>
          {t('gallery:notice.text')}
        </Notice>
      ))}
      <Notice
        tone="attention"
        icon="wifi-off"
        title={t('gallery:notice.title')}
        actions={<Button>{t('common:action.retry')}</Button>}
      >
        {t('gallery:notice.text')}
      </Notice>
    </Sample>
  );
}

function States() {
  const { t } = useT();
  const saved = <StateMark state="phone" />;
  return (
    <Sample name="Progress, StateMark, StateCount, EmptyState, Busy, Bdi">
      <Progress value={7} max={24} label={t('gallery:progress')} aside={saved} />
      <div class="row">
        <StateMark state="received" />
        <StateMark state="attention" />
      </div>
      <div class="row">
        <StateCount state="phone" count={6} href="/gallery" />
        <StateCount state="received" count={1310} href="/gallery" />
        <StateCount state="attention" count={1} href="/gallery" />
      </div>
      <EmptyState icon="clipboard-list" title={t('gallery:empty.title')}>
        {t('gallery:empty.text')}
      </EmptyState>
      <Busy />
      <p>
        {t('gallery:code')} <Bdi lang="en">UC12-0148 (b)</Bdi>
      </p>
    </Sample>
  );
}
