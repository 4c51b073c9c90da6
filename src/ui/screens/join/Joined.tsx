import '../settings/settings.css';
import { useState } from 'preact/hooks';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { isolated } from '../../translated.tsx';
import { SignOutDialog } from '../settings/SignOutDialog.tsx';

/** A link to join with was opened while somebody is signed in: it is answered before anything else. */
export function Joined({ url }: { url: string }) {
  const app = useApp();
  const work = useWork();
  const { t } = useT();
  const [isLeaving, setLeaving] = useState(false);
  const isOwn = work.isOwnCampaign(url);
  const name = isolated(work.person.name);
  return (
    <Screen
      title={t('more:join.title')}
      heading="page"
      brand
      bottom={
        <>
          <Button kind={isOwn ? 'primary' : 'secondary'} full onClick={app.dismissJoined}>
            {t(isOwn ? 'common:action.continue' : 'more:join.stay')}
          </Button>
          {!isOwn && (
            <Button kind="primary" full onClick={() => setLeaving(true)}>
              {t('more:join.signIn')}
            </Button>
          )}
        </>
      }
    >
      <Notice tone={isOwn ? 'ready' : 'info'} title={t(isOwn ? 'more:join.same' : 'more:join.other')}>
        <p>{t('more:join.signedIn', { name })}</p>
        <bdi class="settings-address" dir="ltr">
          {url}
        </bdi>
      </Notice>
      {!isOwn && <p>{t('more:join.otherText')}</p>}
      <SignOutDialog open={isLeaving} onClose={() => setLeaving(false)} onSendFirst={app.dismissJoined} />
    </Screen>
  );
}
