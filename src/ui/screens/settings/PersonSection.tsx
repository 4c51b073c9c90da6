import { useEffect, useState } from 'preact/hooks';
import type { KnownPerson } from '../../../app/index.ts';
import { useApp, useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { Unsent } from '../signIn/KnownPeople.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';

/** Who is signed in, and how somebody else can be. */
export function PersonSection() {
  const work = useWork();
  const { t } = useT();
  const [isLeaving, setLeaving] = useState(false);
  const { id, name, url, isCoordinator } = work.person;
  const people = usePeople();
  const own = people.find((person) => person.id === id);
  const others = people.filter((person) => person.id !== id);
  return (
    <section class="settings-section">
      <h2>{t('more:settings.person')}</h2>
      <Card
        icon="user"
        title={<bdi>{name}</bdi>}
        text={
          <>
            {t(isCoordinator ? 'more:settings.coordinator' : 'more:settings.collector')}
            {own && (
              <span class="settings-address">
                <Unsent count={own.unsent} />
              </span>
            )}
            <bdi class="settings-address" dir="ltr">
              {url}
            </bdi>
          </>
        }
      />
      {others.length > 0 && <Others people={others} ownUrl={url} />}
      <p class="soft small">{t('more:settings.othersText')}</p>
      <Button icon="log-out" onClick={() => setLeaving(true)}>
        {t('more:settings.signOut')}
      </Button>
      <SignOutDialog open={isLeaving} onClose={() => setLeaving(false)} />
    </section>
  );
}

/** Everybody who has signed in here; asked again when something of this person was sent or finished. */
function usePeople(): readonly KnownPerson[] {
  const app = useApp();
  const work = useWork();
  const waiting = useLive(() => work.sync(), [work])?.waiting;
  const [people, setPeople] = useState<readonly KnownPerson[]>([]);
  useEffect(() => {
    let isWanted = true;
    void app.people().then((found) => isWanted && setPeople(found));
    return () => {
      isWanted = false;
    };
  }, [app, waiting]);
  return people;
}

/** Who else has work here: how much of it waits, and nothing of what it says. */
function Others({ people, ownUrl }: { people: readonly KnownPerson[]; ownUrl: string }) {
  const { t } = useT();
  return (
    <>
      <h3 class="settings-others">{t('more:settings.others')}</h3>
      {people.map((person) => (
        <Card
          key={person.id}
          icon="user"
          title={<bdi>{person.name}</bdi>}
          text={
            <>
              <Unsent count={person.unsent} />
              {person.url !== ownUrl && (
                <bdi class="settings-address" dir="ltr">
                  {person.url}
                </bdi>
              )}
            </>
          }
        />
      ))}
    </>
  );
}
