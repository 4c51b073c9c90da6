import { useLocation } from 'preact-iso/router';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { Select } from '../../parts/Select.tsx';

const MB = 1_000_000;
/** A day's answers are some hundred KB; twenty photos some MB. */
const LIMITS_BYTES = [5 * MB, 20 * MB, 50 * MB, 200 * MB];
const NO_LIMIT = 'none';

/** When photos go, how much a day may cost, and what it has cost. */
export function SendingSection() {
  const work = useWork();
  const { t, bytes } = useT();
  const { route } = useLocation();
  const thrift = useLive(() => work.thrift(), [work]);
  const sync = useLive(() => work.sync(), [work]);
  if (thrift === undefined) return null;
  const sendPhotos = () => {
    void work.sendPhotosNow();
    // There she sees what comes of it.
    route('/send');
  };
  const { photosOnWifiOnly, dailyBytesMax, sentBytes, receivedBytes, knowsWifi, photosWaitFor } = thrift;
  const photosNow =
    sync !== undefined && sync.waitingFiles > 0 ? (
      <Button onClick={sendPhotos}>{t('more:settings.photosNow')}</Button>
    ) : undefined;
  return (
    <section class="settings-section">
      <h2>{t('more:settings.sending')}</h2>
      <Segmented
        label={t('more:settings.photos')}
        labelShown
        options={[
          { value: 'always', label: t('more:settings.photosAlways') },
          { value: 'wifi', label: t('more:settings.photosWifi') },
        ]}
        value={photosOnWifiOnly ? 'wifi' : 'always'}
        onChange={(chosen) => void work.chooseThrift({ photosOnWifiOnly: chosen === 'wifi' })}
      />
      {photosOnWifiOnly && (
        <Notice
          tone="info"
          title={t(knowsWifi ? 'more:settings.photosWait' : 'more:settings.wifiUnknown')}
          actions={photosNow}
        />
      )}
      <Field id="daily-limit" label={t('more:settings.dailyLimit')} hint={t('more:settings.dailyLimitHint')}>
        <Select
          value={dailyBytesMax === null ? NO_LIMIT : String(dailyBytesMax)}
          options={[
            { value: NO_LIMIT, label: t('more:settings.noLimit') },
            ...LIMITS_BYTES.map((limit) => ({ value: String(limit), label: bytes(limit) })),
          ]}
          onChange={(chosen) =>
            void work.chooseThrift({ dailyBytesMax: chosen === NO_LIMIT ? null : Number(chosen) })
          }
        />
      </Field>
      {photosWaitFor === 'tomorrow' && (
        <Notice tone="info" title={t('more:send.heldTomorrow')} actions={photosNow} />
      )}
      <p>{t('more:settings.today', { sent: bytes(sentBytes), received: bytes(receivedBytes) })}</p>
    </section>
  );
}
