import { useState } from 'preact/hooks';
import type { Answer, MediaReference } from '../../../domain/answer.ts';
import type { Result } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { FileButton } from '../../parts/FileButton.tsx';
import { Photo } from '../../parts/Photo.tsx';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { Drawing, type DrawingKind } from './Drawing.tsx';

/** A photo; with XLSForm's appearances `signature`, `draw` and `annotate` one that is drawn. */
export function Image(props: QuestionProps) {
  const drawn = /signature|draw|annotate/.exec(props.question.row.appearance ?? '')?.[0];
  if (drawn !== undefined) return <Drawing {...props} drawing={drawn as DrawingKind} />;
  return <Photograph {...props} />;
}

function Photograph(props: QuestionProps) {
  const { value, onAnswer, onPhoto, readOnly } = props;
  const { t, trouble } = useT();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Result<unknown> | null>(null);
  const troubled = { ...props, problem: props.problem ?? refusedText(refused, trouble) };
  const take = async (file: Blob) => {
    setBusy(true);
    setRefused(null);
    const kept = await onPhoto?.(file);
    setBusy(false);
    setRefused(kept ?? null);
  };
  const photo = isMedia(value) ? value : undefined;
  return (
    <QuestionFrame {...troubled} labels="group">
      {isBusy && <Busy label={t('extended:image.preparing')} />}
      {photo !== undefined && !isBusy && <Taken {...props} value={photo} />}
      {!readOnly && <Buttons {...troubled} isBusy={isBusy} hasPhoto={photo !== undefined} onFile={take} />}
      {photo !== undefined && !readOnly && (
        <Button kind="quiet" icon="trash" onClick={() => onAnswer(undefined)}>
          {t('extended:image.remove')}
        </Button>
      )}
    </QuestionFrame>
  );
}

function Taken({ value, photo }: QuestionProps & { value: MediaReference }) {
  const { t, bytes } = useT();
  return (
    <figure class="question-photo">
      {photo && <Photo photo={value} load={photo} alt={t('extended:image.alt')} />}
      <figcaption class="soft small">{t('extended:image.size', { bytes: bytes(value.bytes) })}</figcaption>
    </figure>
  );
}

type ButtonsProps = Omit<QuestionProps, 'onFile'> & {
  isBusy: boolean;
  hasPhoto: boolean;
  onFile: (file: Blob) => void;
};

function Buttons({ isBusy, hasPhoto, onFile, ...props }: ButtonsProps) {
  const { t } = useT();
  const { id, describedBy, invalid } = questionLinks(props);
  const common = { accept: 'image/*', disabled: isBusy, onFile };
  // XLSForm's `new` and `new-front`: no picture from the gallery.
  const [fresh, front] = /(?:^|\s)new(-front)?/.exec(props.question.row.appearance ?? '') ?? [];
  return (
    <div class="question-buttons">
      <FileButton
        {...common}
        id={id}
        camera={front === undefined ? 'environment' : 'user'}
        icon="camera"
        kind={hasPhoto ? 'secondary' : 'primary'}
        label={t(hasPhoto ? 'extended:image.retake' : 'extended:image.take')}
        describedBy={describedBy}
        invalid={invalid}
      />
      {fresh === undefined && <FileButton {...common} icon="image" label={t('extended:image.choose')} />}
    </div>
  );
}

const isMedia = (value: Answer | undefined): value is MediaReference =>
  typeof value === 'object' && 'media' in value;

const refusedText = (
  kept: Result<unknown> | null,
  say: (why: string, words?: Record<string, string | number>) => string,
) => (kept === null || kept.ok ? undefined : say(kept.why, kept.words));
