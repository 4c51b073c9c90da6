import { useT } from '../../language.ts';
import { Field } from '../../parts/Field.tsx';
import { TextInput } from '../../parts/TextInput.tsx';
import { useTyped } from '../../questions/useTyped.ts';

/** Searching at each letter would read every answer as often; waiting longer would feel like a broken list. */
const PAUSE_MS = 250;

/** Keeps what is typed until it rests; what she cleared elsewhere is cleared here. */
export function Search({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useT();
  const search = (words: unknown) => onText(String(words));
  const { typed, type, flush } = useTyped(text, String, (words) => words, search, PAUSE_MS);
  return (
    <div class="filter-search">
      <Field id="filter-text" label={t('desk:responses.search')}>
        <TextInput type="search" value={typed} onInput={type} onBlur={flush} dir="auto" autocomplete="off" />
      </Field>
    </div>
  );
}
