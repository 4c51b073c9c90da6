import type { KnownPerson } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Bdi } from '../../parts/Bdi.tsx';
import { ChoiceButton } from '../../parts/ChoiceButton.tsx';

interface KnownPeopleProps {
  people: readonly KnownPerson[];
  /** What stands in the field of the name. */
  chosen: string;
  onChoose: (person: KnownPerson) => void;
}

/** Who has used this phone before: one tap fills in everything but the password. */
export function KnownPeople({ people, chosen, onChoose }: KnownPeopleProps) {
  const { t } = useT();
  if (people.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="known-people">
      <h2 id="known-people" class="sign-in-known">
        {t('collector:signIn.known')}
      </h2>
      {people.map((person) => (
        <ChoiceButton
          key={person.id}
          icon="user"
          label={<Bdi>{person.name}</Bdi>}
          hint={<Unsent count={person.unsent} />}
          pressed={person.name === chosen}
          onClick={() => onChoose(person)}
        />
      ))}
    </section>
  );
}

/** How much of hers still waits here; nothing is said where it is not known. */
export function Unsent({ count }: { count: number | undefined }) {
  const { t, number } = useT();
  if (count === undefined) return null;
  if (count === 0) return <>{t('collector:signIn.allSent')}</>;
  return <>{t('collector:signIn.unsent', { count, n: number(count) })}</>;
}
