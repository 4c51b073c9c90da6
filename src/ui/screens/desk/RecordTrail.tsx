import type { ComponentChildren } from 'preact';
import type { RecordView } from '../../../app/index.ts';
import { useT } from '../../language.ts';

const MINUTE_MS = 60_000;

/** Who, when, how long, in which language: what helps to judge a response. No answers in it. */
export function RecordTrail({ record }: { record: RecordView }) {
  const { t, number, when } = useT();
  const { document, id } = record;
  const { collector, trail, corrections, language, device, formVersion } = document;
  return (
    <section class="trail">
      <h3>{t('desk:record.trail')}</h3>
      <dl class="facts">
        <Fact name={t('desk:record.collector')}>{collector}</Fact>
        <Fact name={t('desk:record.started')}>{when(trail.startedAt)}</Fact>
        <Fact name={t('desk:record.finished')}>{when(trail.finalizedAt)}</Fact>
        <Fact name={t('desk:record.worked')}>
          <Minutes ms={trail.activeMs} />
        </Fact>
        <Fact name={t('desk:record.changed')}>{number(trail.answersChanged)}</Fact>
        <Fact name={t('desk:record.corrections')}>{number(corrections)}</Fact>
        <Fact name={t('desk:record.askedIn')}>
          {new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(language)}
        </Fact>
        <Fact name={t('desk:record.device')}>{device}</Fact>
        <Fact name={t('desk:record.version')}>
          <code>{formVersion}</code>
        </Fact>
        <Fact name={t('desk:record.id')}>
          <code>{id}</code>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

function Minutes({ ms }: { ms: number }) {
  const { t, number } = useT();
  const count = Math.round(ms / MINUTE_MS);
  if (count < 1) return <>{t('desk:record.underMinute')}</>;
  return <>{t('desk:record.minutes', { count, number: number(count) })}</>;
}
