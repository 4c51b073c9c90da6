import { useRef } from 'preact/hooks';
import { Button } from '../../../parts/Button.tsx';

interface ChooseFilesProps {
  kind?: 'primary' | 'secondary';
  label: string;
  onFiles: (files: readonly File[]) => void;
}

/** A form's file and all that belongs to it, in one go. */
export function ChooseFiles({ kind = 'secondary', label, onFiles }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  const give = (element: HTMLInputElement) => {
    const files = [...(element.files ?? [])];
    // Else the same file could not be chosen a second time, after it was mended.
    element.value = '';
    onFiles(files);
  };
  return (
    <>
      <input
        ref={input}
        id="form-files"
        class="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => give(event.currentTarget)}
      />
      <Button kind={kind} icon="upload" onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
