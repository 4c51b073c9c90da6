import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { Field } from '../../parts/Field.tsx';
import { TextInput } from '../../parts/TextInput.tsx';

/** Searching at each letter would read every answer as often; waiting longer would feel like a broken list. */
const PAUSE_MS = 250;

export function Search({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useT();
  const [typed, setTyped] = useState(text);
  // At once: a letter that is typed a moment later stays.
  useLayoutEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const pause = setTimeout(() => onText(typed), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed]);
  return (
    <div class="filter-search">
      <Field id="filter-text" label={t('desk:responses.search')}>
        <TextInput type="search" value={typed} onInput={setTyped} dir="auto" autocomplete="off" />
      </Field>
    </div>
  );
}
