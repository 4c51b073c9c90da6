import { useEffect, useRef, useState } from 'preact/hooks';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { useTyped } from '../useTyped.ts';
import { codeDetector, firstCode, hasCamera } from './detector.ts';
import { Masked } from './Typed.tsx';

const PAUSE_MS = 250;

/** A code read by the camera where there is one; it can always be typed. */
export function Barcode(props: QuestionProps) {
  const { value, onAnswer, readOnly } = props;
  const { t } = useT();
  const { id, describedBy, invalid } = questionLinks(props);
  const [isLooking, setLooking] = useState(false);
  const { typed, type, flush } = useTyped(value, textOf, answerOf, onAnswer, PAUSE_MS);
  const read = (code: string | undefined) => {
    setLooking(false);
    if (code !== undefined) onAnswer(code);
  };
  return (
    <QuestionFrame {...props} labels="control">
      {!readOnly && hasCamera() && !isLooking && (
        <Button kind="primary" icon="scan-barcode" full onClick={() => setLooking(true)}>
          {t('extended:barcode.scan')}
        </Button>
      )}
      {!readOnly && !hasCamera() && <Notice tone="info" title={t('extended:barcode.cannot')} />}
      {isLooking && <Look onRead={read} />}
      <Masked {...props}>
        <input
          id={id}
          class="input"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={typed}
          readOnly={readOnly}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          onInput={(event) => type(event.currentTarget.value)}
          onBlur={flush}
        />
      </Masked>
    </QuestionFrame>
  );
}

const textOf = (value: QuestionProps['value']): string => (typeof value === 'string' ? value : '');
const answerOf = (typed: string): string | undefined => (typed.trim() === '' ? undefined : typed);

interface LookProps {
  /** Undefined: she has stopped it. */
  onRead: (code: string | undefined) => void;
}

function Look({ onRead }: LookProps) {
  const { t } = useT();
  const video = useRef<HTMLVideoElement>(null);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    let isWanted = true;
    let stream: MediaStream | undefined;
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (video.current === null || !isWanted) return close();
      video.current.srcObject = stream;
      await video.current.play();
      const code = await firstCode(await codeDetector(), video.current, () => isWanted);
      if (isWanted && code !== undefined) onRead(code);
    };
    const close = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    look().catch(() => {
      close();
      if (isWanted) setRefused(true);
    });
    return () => {
      isWanted = false;
      close();
    };
  }, []);
  return (
    <>
      {isRefused ? (
        <Notice tone="attention" title={t('extended:barcode.refused')} live="polite" />
      ) : (
        <video
          ref={video}
          class="prompt-player"
          muted
          playsInline
          aria-label={t('extended:barcode.viewfinder')}
        />
      )}
      <Button icon="x" onClick={() => onRead(undefined)}>
        {t('extended:barcode.stop')}
      </Button>
    </>
  );
}
