import { useState } from 'preact/hooks';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';

/** Who is signed in, and how somebody else can be. */
export function PersonSection() {
  const work = useWork();
  const { t } = useT();
  const [isLeaving, setLeaving] = useState(false);
  const { name, url, isCoordinator } = work.person;
  return (
    <section class="settings-section">
      <h2>{t('more:settings.person')}</h2>
      <Card
        icon="user"
        title={<bdi>{name}</bdi>}
        text={
          <>
            {t(isCoordinator ? 'more:settings.coordinator' : 'more:settings.collector')}
            <bdi class="settings-address" dir="ltr">
              {url}
            </bdi>
          </>
        }
      />
      <p class="soft small">{t('more:settings.othersText')}</p>
      <Button icon="log-out" onClick={() => setLeaving(true)}>
        {t('more:settings.signOut')}
      </Button>
      <SignOutDialog open={isLeaving} onClose={() => setLeaving(false)} />
    </section>
  );
}
