import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Choice } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckList, ChoiceList } from '../../parts/ChoiceList.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Field } from '../../parts/Field.tsx';
import { TextInput } from '../../parts/TextInput.tsx';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { usePlain, Words } from '../Words.tsx';
import { useChoiceMedia } from './ChoiceMedia.tsx';
import { Clear } from './Range.tsx';
import { type ChoiceIndex, indexing } from './search.ts';

/** So many are drawn at once; who wants another one types a letter more. */
const SHOWN = 40;
/** Fewer than these are seen at a glance. */
const SEARCHED_MIN = 8;

/** A button with what was chosen; behind it all choices, searched as one types. For one choice or several. */
export function SearchChoices(props: QuestionProps) {
  const { value, readOnly, choices } = props;
  const { t } = useT();
  const [isOpen, setOpen] = useState(false);
  const { id, describedBy, invalid } = questionLinks(props);
  const chosen = chosenOf(value);
  // A few of perhaps 60,000: to look for them is nothing beside a list of all names.
  const named = useMemo(
    () => new Map(chosen.map((name) => [name, choices.find((choice) => choice.name === name)])),
    [choices, value],
  );
  const words = chosen.map((name) => props.text(named.get(name)?.label) || name);
  return (
    <QuestionFrame {...props} labels="group">
      {words.length > 0 && (
        <ul class="chosen">
          {words.map((word) => (
            <li key={word} dir="auto">
              {word}
            </li>
          ))}
        </ul>
      )}
      {!readOnly && (
        <div class="chosen-open" aria-describedby={describedBy}>
          <Button
            id={id}
            icon="search"
            full
            onClick={() => setOpen(true)}
            kind={invalid ? 'danger' : 'secondary'}
          >
            {t(words.length === 0 ? 'extended:search.choose' : 'extended:search.change')}
          </Button>
        </div>
      )}
      <Clear {...props} />
      {isOpen && <ChoiceSheet {...props} onClose={() => setOpen(false)} />}
    </QuestionFrame>
  );
}

const chosenOf = (value: QuestionProps['value']): string[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];

function ChoiceSheet({ onClose, ...props }: QuestionProps & { onClose: () => void }) {
  const { path, question, choices, text, language } = props;
  const plain = usePlain();
  const { t, number } = useT();
  const [typed, setTyped] = useState('');
  const [max, setMax] = useState(SHOWN);
  const index = useIndex(choices, text, language);
  // What is typed before all are indexed finds its choices a moment later.
  const found = index?.find(typed, max + 1) ?? choices.slice(0, max + 1);
  const search = (next: string) => {
    setTyped(next);
    setMax(SHOWN);
  };
  return (
    <Dialog
      title={plain(text(question.row.label))}
      open
      onClose={onClose}
      shape="sheet"
      actions={
        <Button kind="primary" icon="check" onClick={onClose}>
          {t('common:action.done')}
        </Button>
      }
    >
      {choices.length >= SEARCHED_MIN && (
        <Field id={`search-${path}`} label={t('extended:search.label', { n: number(choices.length) })}>
          <TextInput type="search" value={typed} onInput={search} dir="auto" autocomplete="off" />
        </Field>
      )}
      <p class="visually-hidden" role="status">
        {found.length === 0
          ? t('extended:search.none')
          : t('extended:search.found', {
              count: Math.min(found.length, max),
              n: number(Math.min(found.length, max)),
            })}
      </p>
      <div class="search-found">
        {found.length === 0 ? (
          <p>{t('extended:search.none')}</p>
        ) : (
          <Found {...props} found={found.slice(0, max)} onClose={onClose} />
        )}
        {found.length > max && (
          <Button kind="quiet" icon="chevron-down" onClick={() => setMax(max + SHOWN)}>
            {t('extended:search.more')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** Undefined until all choices have been gone through, in slices. */
function useIndex(
  choices: readonly Choice[],
  text: QuestionProps['text'],
  language: string,
): ChoiceIndex | undefined {
  const [index, setIndex] = useState<ChoiceIndex | undefined>(undefined);
  useEffect(() => {
    const slices = indexing(choices, text);
    let timer: ReturnType<typeof setTimeout>;
    const go = () => {
      const slice = slices.next();
      if (slice.done === true) setIndex(slice.value);
      else timer = setTimeout(go);
    };
    go();
    return () => clearTimeout(timer);
  }, [choices, language]);
  return index;
}

function Found({
  found,
  onClose,
  ...props
}: QuestionProps & { found: readonly Choice[]; onClose: () => void }) {
  const { path, question, value, text, onAnswer } = props;
  const isByFinger = useRef(false);
  const withMedia = useChoiceMedia(props);
  const common = {
    id: `found-${path}`,
    legend: (
      <span class="visually-hidden">
        <Words text={text(question.row.label)} />
      </span>
    ),
    options: withMedia(found),
  };
  if (question.row.type === 'select_multiple') {
    const chosen = chosenOf(value);
    const shown = new Set(found.map(({ name }) => name));
    const change = (values: string[]) => {
      const kept = [...chosen.filter((name) => !shown.has(name)), ...values];
      onAnswer(kept.length === 0 ? undefined : kept);
    };
    return <CheckList {...common} values={chosen} onChange={change} />;
  }
  const choose = (name: string) => {
    onAnswer(name);
    // A finger has chosen; arrow keys only pass by.
    if (isByFinger.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the choices in it are what acts
    <div onPointerDown={() => (isByFinger.current = true)} onKeyDown={() => (isByFinger.current = false)}>
      <ChoiceList {...common} value={typeof value === 'string' ? value : undefined} onChange={choose} />
    </div>
  );
}
