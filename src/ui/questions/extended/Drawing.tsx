import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { FileButton } from '../../parts/FileButton.tsx';
import { Photo } from '../../parts/Photo.tsx';
import { questionId } from '../ids.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { fileIn, useKeeping, withRefusal } from './media.ts';
import { type Stroke, useStrokes } from './useStrokes.ts';

export type DrawingKind = 'signature' | 'draw' | 'annotate';

/** Shape of the sheet: a line to sign on, or as wide as a photo. Sides in px of what is kept. */
const SHEETS: Readonly<Record<DrawingKind, { width: number; height: number }>> = {
  signature: { width: 960, height: 400 },
  draw: { width: 960, height: 960 },
  annotate: { width: 960, height: 720 },
};

/** A signature, a drawing, or strokes over a photo; kept as a picture. */
export function Drawing({ drawing, ...props }: QuestionProps & { drawing: DrawingKind }) {
  const { path, value, onAnswer, onPhoto, photo, readOnly } = props;
  const { t } = useT();
  const { isBusy, refused, keep } = useKeeping(onPhoto);
  const kept = fileIn(value);
  const [background, setBackground] = useState<Blob | null>(null);
  const { labelId, describedBy } = questionLinks(props);
  const asksPhoto = drawing === 'annotate' && background === null;
  return (
    <QuestionFrame {...withRefusal(props, refused)} labels="group">
      <fieldset
        class="stack"
        id={questionId(path)}
        tabIndex={-1}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
      >
        {isBusy && <Busy label={t('extended:image.preparing')} />}
        {kept !== undefined && !isBusy && (
          <>
            {photo && <Photo photo={kept} load={photo} alt={t(`extended:drawing.${drawing}Alt`)} />}
            {!readOnly && (
              <Button icon="undo" onClick={() => onAnswer(undefined)}>
                {t('extended:drawing.again')}
              </Button>
            )}
          </>
        )}
        {kept === undefined && !readOnly && !isBusy && (
          <>
            {!asksPhoto && (
              <Sheet drawing={drawing} background={background} onKeep={(blob) => void keep(blob)} />
            )}
            <p class="soft small">{t('extended:drawing.without')}</p>
            <FileButton
              label={t(asksPhoto ? 'extended:image.take' : 'extended:image.choose')}
              icon={asksPhoto ? 'camera' : 'image'}
              accept="image/*"
              kind={asksPhoto ? 'primary' : 'secondary'}
              onFile={(file) => (asksPhoto ? setBackground(file) : void keep(file))}
            />
          </>
        )}
      </fieldset>
    </QuestionFrame>
  );
}

interface SheetProps {
  drawing: DrawingKind;
  background: Blob | null;
  onKeep: (picture: Blob) => void;
}

function Sheet({ drawing, background, onKeep }: SheetProps) {
  const { t } = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = usePicture(background);
  const { width, height } = SHEETS[drawing];
  const paint = (strokes: readonly Stroke[]) => paintSheet(canvas.current, strokes, picture);
  const { strokes, begin, undo, clear } = useStrokes(canvas, paint);
  // At once: what is kept in the next moment is what the canvas shows.
  useLayoutEffect(() => paint(strokes), [strokes, picture]);
  const keep = () => canvas.current?.toBlob((blob) => blob !== null && onKeep(blob), 'image/png');
  return (
    <>
      <canvas
        ref={canvas}
        class={`sheet sheet-${drawing}`}
        width={width}
        height={height}
        role="img"
        aria-label={t(`extended:drawing.${drawing}`)}
        onPointerDown={begin}
      />
      <div class="question-buttons">
        <Button icon="undo" disabled={strokes.length === 0} onClick={undo}>
          {t('extended:drawing.undo')}
        </Button>
        <Button icon="trash" disabled={strokes.length === 0} onClick={clear}>
          {t('extended:drawing.clear')}
        </Button>
        <Button kind="primary" icon="check" disabled={strokes.length === 0} onClick={keep}>
          {t('extended:drawing.keep')}
        </Button>
      </div>
    </>
  );
}

/** The photo that is drawn upon, once it is decoded. */
function usePicture(file: Blob | null): ImageBitmap | null {
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  useEffect(() => {
    if (file !== null) void createImageBitmap(file).then(setPicture, () => setPicture(null));
  }, [file]);
  return picture;
}

/** Ink on white in every theme: what is kept is looked at elsewhere. */
function paintSheet(
  canvas: HTMLCanvasElement | null,
  strokes: readonly Stroke[],
  picture: ImageBitmap | null,
): void {
  const context = canvas?.getContext('2d');
  if (canvas === null || !context) return;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (picture !== null) {
    const share = Math.min(canvas.width / picture.width, canvas.height / picture.height);
    context.drawImage(picture, 0, 0, picture.width * share, picture.height * share);
  }
  context.strokeStyle = picture === null ? '#17243a' : '#d11a00';
  context.lineWidth = 6;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    for (const { x, y } of stroke) context.lineTo(x, y);
    // A tap is a dot.
    if (stroke.length === 1 && stroke[0] !== undefined) context.lineTo(stroke[0].x + 0.1, stroke[0].y);
    context.stroke();
  }
}
