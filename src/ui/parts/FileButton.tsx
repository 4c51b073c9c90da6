import './Button.css';
import './ChoiceList.css';
import './FileButton.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface FileButtonProps {
  label: string;
  icon: IconName;
  /** As of `<input type="file">`. */
  accept: string;
  /** Opens the camera at once, where the phone has one: the one behind, or the one that looks at her. */
  camera?: 'environment' | 'user' | undefined;
  kind?: 'primary' | 'secondary' | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
  onFile: (file: File) => void;
  /** The chooser or the camera was closed without a file. */
  onCancel?: (() => void) | undefined;
}

/** A button that gives a file: the native input lies unseen over its words. */
export function FileButton(props: FileButtonProps) {
  const { label, icon, accept, camera, kind = 'secondary', disabled, onFile } = props;
  const give = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    // Else the same file could not be chosen a second time.
    input.value = '';
    if (file !== undefined) onFile(file);
  };
  return (
    <label class={`button button-${kind} file-button`}>
      <input
        type="file"
        class="choice-input"
        id={props.id}
        accept={accept}
        capture={camera}
        disabled={disabled}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        onChange={(event) => give(event.currentTarget)}
        onCancel={() => props.onCancel?.()}
      />
      <Icon name={icon} />
      <span>{label}</span>
    </label>
  );
}
