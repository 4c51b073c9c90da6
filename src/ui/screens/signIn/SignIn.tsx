import './signIn.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KnownPerson } from '../../../app/index.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorSummary } from '../../parts/ErrorSummary.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Details, type SignInFields } from './Details.tsx';
import { KnownPeople } from './KnownPeople.tsx';
import { fieldOf, missingFields } from './problems.ts';

interface SignInProps {
  people: readonly KnownPerson[];
  onBack: () => void;
}

/** A collector types name and password only: the address comes from the app's own origin or from her link. */
export function SignIn({ people, onBack }: SignInProps) {
  const app = useApp();
  const { t } = useT();
  const form = useSignIn();
  return (
    <Screen
      title={t('collector:signIn.title')}
      heading="page"
      brand
      troubled={form.problems.length > 0 || form.refusal !== undefined}
      actions={<LanguageButton onChosen={form.rememberLanguage} />}
      bottom={
        <>
          <Button icon="chevron-left" onClick={onBack}>
            {t('common:action.back')}
          </Button>
          <Button kind="primary" busy={form.isAsking} onClick={form.submit}>
            {t('collector:signIn.submit')}
          </Button>
        </>
      }
    >
      <ErrorSummary problems={form.problems} attempt={form.failure} />
      {form.refusal && <Refusal text={form.refusal} attempt={form.failure} />}
      {app.hasDamagedLink() && <Notice tone="trouble" title={t('collector:signIn.linkDamaged')} />}
      <KnownPeople people={people} chosen={form.fields.name} onChoose={form.prefill} />
      <Details {...form} />
      <Notice
        tone="info"
        icon="wifi"
        title={t(form.isAsking ? 'collector:signIn.asking' : 'collector:signIn.needsNetwork')}
        live="polite"
      />
    </Screen>
  );
}

/** Comes into sight with each attempt: she tapped at the bottom of a page that may have moved up under a keyboard. */
function Refusal({ text, attempt }: { text: string; attempt: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.scrollIntoView({ block: 'center' }), [attempt]);
  return (
    <div ref={box}>
      <Notice tone="trouble" title={text} live="assertive" />
    </div>
  );
}

export type SignInForm = ReturnType<typeof useSignIn>;

function useSignIn() {
  const app = useApp();
  const { t, trouble } = useT();
  const [fields, setFields] = useState<SignInFields>(() => ({
    url: app.suggestedUrl(),
    name: '',
    password: '',
  }));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isAsking, setAsking] = useState(false);
  const missing = failure?.why === null ? missingFields(fields) : [];
  const problems = missing.map(({ id, key }) => ({ id, text: t(key) }));
  let refusal: string | undefined;
  if (failure?.why) {
    const text = trouble(failure.why, failure.words);
    const id = fieldOf(failure.why);
    if (id === undefined) refusal = text;
    else problems.push({ id, text });
  }

  async function submit(): Promise<void> {
    if (isAsking) return;
    const isComplete = missingFields(fields).length === 0;
    setFailure(isComplete ? null : { why: null });
    if (!isComplete) return;
    setAsking(true);
    const answer = await app.signIn({ ...fields, name: fields.name.trim(), url: fields.url.trim() });
    setAsking(false);
    // When it went well the session changes, and with it the screen.
    if (!answer.ok) setFailure(answer);
  }

  return {
    fields,
    failure,
    problems,
    refusal,
    isAsking,
    submit: () => void submit(),
    change: (part: Partial<SignInFields>) => setFields((now) => ({ ...now, ...part })),
    prefill(person: KnownPerson) {
      setFields({ url: person.url, name: person.name, password: '' });
      setFailure(null);
      document.getElementById('password')?.focus();
    },
    rememberLanguage: (language: string) => void app.setLanguage(language).catch(() => undefined),
  };
}

/** Another one at each try. `why` is null when a field was empty. */
interface Failure {
  why: string | null;
  words?: Readonly<Record<string, string | number>>;
}
