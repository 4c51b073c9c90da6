import { useField } from './Field.tsx';

export interface TextInputProps {
  value: string;
  onInput: (value: string) => void;
  onBlur?: (() => void) | undefined;
  type?: 'text' | 'url' | 'search' | 'date' | undefined;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'url' | undefined;
  autocomplete?: string | undefined;
  /** More lines, growing with the text. */
  multiline?: boolean | undefined;
  /** `auto`: the first strong letter decides, for free words; `ltr` for codes and addresses. */
  dir?: 'auto' | 'ltr' | undefined;
  lang?: string | undefined;
  disabled?: boolean | undefined;
  readOnly?: boolean | undefined;
  max?: string | undefined;
  min?: string | undefined;
}

/** Stands in a Field, which names it. */
export function TextInput({ value, onInput, multiline = false, type = 'text', ...rest }: TextInputProps) {
  const field = useField();
  const common = { ...field, ...rest, class: 'input', value };
  if (multiline) {
    return <textarea {...common} rows={4} onInput={(event) => onInput(event.currentTarget.value)} />;
  }
  const isCode = type === 'url' || rest.dir === 'ltr';
  return (
    <input
      {...common}
      // Preact's types want one literal for each kind of input; the attributes here suit all four.
      type={type as 'text'}
      autocapitalize={isCode ? 'none' : undefined}
      spellcheck={!isCode}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}
