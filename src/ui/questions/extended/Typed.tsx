import type { ComponentChildren } from 'preact';
import type { Answer } from '../../../domain/answer.ts';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { FIRST_VIEWS } from '../registry.ts';
import type { QuestionProps } from '../types.ts';
import { usePlain } from '../Words.tsx';

/** A text whose letters nobody reads over her shoulder, or an address that can be opened. */
export function TypedText(props: QuestionProps) {
  const address = /(^|\s)url/.test(lookOf(props)) ? webAddress(props.value) : undefined;
  return (
    <Masked {...props}>
      <FIRST_VIEWS.text {...props} />
      {address !== undefined && <Open address={address} />}
    </Masked>
  );
}

/** A number that is counted up and down, that is grouped to be read, or that is not to be seen. */
export function TypedNumber(props: QuestionProps) {
  const { question, value, readOnly } = props;
  const View = question.row.type === 'integer' ? FIRST_VIEWS.integer : FIRST_VIEWS.decimal;
  const look = lookOf(props);
  return (
    <Masked {...props}>
      <View {...props} />
      {/thousands-sep/.test(look) && typeof value === 'number' && <Grouped value={value} />}
      {/counter/.test(look) && !readOnly && <Counter {...props} />}
    </Masked>
  );
}

const lookOf = ({ question }: QuestionProps): string => question.row.appearance ?? '';

/** XLSForm's `masked`, and `hidden-answer` of what is scanned. */
export function Masked({ children, ...props }: QuestionProps & { children: ComponentChildren }) {
  return <div class={/masked|hidden-answer/.test(lookOf(props)) ? 'typed masked' : 'typed'}>{children}</div>;
}

/** An address that a tap may open: anything but the web (a script, a file) stays words. */
export function webAddress(value: Answer | undefined): string | undefined {
  const words = typeof value === 'string' ? value.trim() : '';
  try {
    // `URL.canParse` is younger than the oldest phones that we serve.
    return /^https?:\/\//i.test(words) ? new URL(words) && words : undefined;
  } catch {
    return undefined;
  }
}

function Open({ address }: { address: string }) {
  const { t } = useT();
  return (
    <a class="button button-secondary" href={address} target="_blank" rel="noopener noreferrer">
      <Icon name="external-link" />
      <span>{t('extended:typed.open')}</span>
    </a>
  );
}

/** Digits in threes, under the field: in it they would move under her fingers. */
function Grouped({ value }: { value: number }) {
  const { number } = useT();
  return (
    <p class="soft" aria-hidden="true">
      <bdi>{number(value, 6)}</bdi>
    </p>
  );
}

function Counter({ value, onAnswer, question, text }: QuestionProps) {
  const { t } = useT();
  const plain = usePlain();
  // In a list of questions the words alone do not tell what is counted.
  const named = (words: string) => `${words}: ${plain(text(question.row.label))}`;
  const count = typeof value === 'number' ? value : 0;
  return (
    <div class="question-buttons">
      <Button
        icon="minus"
        label={named(t('extended:typed.less'))}
        disabled={count <= 0}
        onClick={() => onAnswer(count - 1)}
      >
        {t('extended:typed.less')}
      </Button>
      <Button icon="plus" label={named(t('extended:typed.more'))} onClick={() => onAnswer(count + 1)}>
        {t('extended:typed.more')}
      </Button>
    </div>
  );
}
