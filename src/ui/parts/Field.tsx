import './Field.css';
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Icon } from './Icon.tsx';

export interface FieldProps {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** The same words as in the error summary. */
  error?: string | undefined;
  /** One TextInput, PasswordInput or Select: it takes id, description and validity from its field. */
  children: ComponentChildren;
  /** The label is only for a screen reader, since a heading right above says the same. */
  labelHidden?: boolean | undefined;
}

interface FieldLinks {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

const FieldContext = createContext<FieldLinks | null>(null);

export function Field({ id, label, hint, error, children, labelHidden = false }: FieldProps) {
  const describedBy = [hint === undefined ? '' : `${id}-hint`, error ? `${id}-error` : ''].filter(Boolean);
  const links: FieldLinks = {
    id,
    'aria-describedby': describedBy.length > 0 ? describedBy.join(' ') : undefined,
    'aria-invalid': error ? true : undefined,
  };
  return (
    <div class={error ? 'field field-invalid' : 'field'}>
      <label class={labelHidden ? 'visually-hidden' : 'field-label'} for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error ? <FieldError id={`${id}-error`} text={error} /> : null}
      <FieldContext value={links}>{children}</FieldContext>
    </div>
  );
}

/** The sentence beside what it is about. */
export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <p class="field-error" id={id} dir="auto">
      <Icon name="triangle-alert" />
      <span>{text}</span>
    </p>
  );
}

/** What ties an input to its field. */
export function useField(): FieldLinks {
  const links = useContext(FieldContext);
  if (links === null) throw new Error('an input stands outside of a Field');
  return links;
}
