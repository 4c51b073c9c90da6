import { useEffect, useRef } from 'preact/hooks';
import type { FileReference } from '../../../domain/answer.ts';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { FileButton } from '../../parts/FileButton.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { questionId } from '../ids.ts';
import { QuestionFrame, questionLinks } from '../QuestionFrame.tsx';
import type { QuestionProps } from '../types.ts';
import { fileIn, useKeeping, withRefusal } from './media.ts';
import { useAttachment } from './Prompt.tsx';
import { canRecord, type RecordingKind, useRecorder } from './useRecorder.ts';

/** A recording by the phone, where the browser can; else, or if she has one already, a file. */
export function Recording({ recording, ...props }: QuestionProps & { recording: RecordingKind }) {
  const { value, onAnswer, onFile, readOnly } = props;
  const { t } = useT();
  const { isBusy, refused, keep } = useKeeping(onFile);
  const file = fileIn(value);
  const { kind } = recording;
  return (
    <QuestionFrame {...withRefusal(props, refused)} labels="group">
      {isBusy && <Busy label={t('extended:file.keeping')} />}
      {file !== undefined && !isBusy && <Kept {...props} file={file} kind={kind} />}
      {!readOnly && (
        <div class="stack" id={questionId(props.path)} tabIndex={-1}>
          {!recording.isChosen &&
            (canRecord() ? (
              <Record
                {...props}
                recording={recording}
                isBusy={isBusy}
                onRecorded={(blob) => void keep(blob)}
              />
            ) : (
              <Notice tone="info" title={t('extended:recording.cannot')} />
            ))}
          <FileButton
            label={t(`extended:recording.${kind}File`)}
            icon="paperclip"
            accept={`${kind}/*`}
            disabled={isBusy}
            onFile={(chosen) => void keep(chosen)}
          />
        </div>
      )}
      {file !== undefined && !readOnly && (
        <Button kind="quiet" icon="trash" onClick={() => onAnswer(undefined)}>
          {t('extended:recording.remove')}
        </Button>
      )}
    </QuestionFrame>
  );
}

type RecordProps = QuestionProps & {
  recording: RecordingKind;
  isBusy: boolean;
  onRecorded: (blob: Blob) => void;
};

function Record({ recording, isBusy, value, onRecorded }: RecordProps) {
  const { t, number } = useT();
  const clock = (all: number) => `${number(Math.floor(all / 60))}:${number(all % 60).padStart(2, number(0))}`;
  const { state, seconds, stream, start, stop } = useRecorder(recording, onRecorded);
  const { kind, secondsMax } = recording;
  const isOn = state === 'recording';
  return (
    <>
      {isOn && kind === 'video' && <Viewfinder stream={stream} />}
      {isOn && (
        <p class="recording-time" role="timer">
          <span class="recording-dot" aria-hidden="true" />
          {t('extended:recording.time', { n: clock(seconds), max: clock(secondsMax) })}
        </p>
      )}
      <Button
        kind="primary"
        icon={isOn ? 'square' : kind === 'audio' ? 'mic' : 'video'}
        full
        disabled={isBusy}
        busy={state === 'asking'}
        onClick={isOn ? stop : start}
      >
        {t(
          isOn
            ? 'extended:recording.stop'
            : value === undefined
              ? `extended:recording.${kind}`
              : 'extended:recording.again',
        )}
      </Button>
      {!isOn && <p class="soft small">{t('extended:recording.longest', { max: number(secondsMax / 60) })}</p>}
      {state === 'refused' && (
        <Notice tone="attention" title={t(`extended:recording.${kind}Refused`)} live="polite" />
      )}
    </>
  );
}

function Viewfinder({ stream }: { stream: MediaStream | null }) {
  const { t } = useT();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return (
    <video
      ref={video}
      class="prompt-player"
      muted
      autoplay
      playsInline
      aria-label={t('extended:recording.viewfinder')}
    />
  );
}

/** To be heard or seen again before she goes on. */
function Kept({
  file,
  kind,
  photo,
  ...props
}: QuestionProps & { file: FileReference; kind: 'audio' | 'video' }) {
  const { t, bytes } = useT();
  const { labelId } = questionLinks({ ...props, photo });
  const found = useAttachment(file.media, photo && (() => photo(file)));
  const url = found?.ok ? found.value.url : undefined;
  return (
    <figure class="question-photo">
      {url && kind === 'audio' && (
        // biome-ignore lint/a11y/useMediaCaption: her own recording
        <audio class="prompt-player" controls src={url} aria-labelledby={labelId} />
      )}
      {url && kind === 'video' && (
        // biome-ignore lint/a11y/useMediaCaption: her own recording
        <video class="prompt-player" controls playsInline src={url} aria-labelledby={labelId} />
      )}
      <figcaption class="soft small">{t('extended:image.size', { bytes: bytes(file.bytes) })}</figcaption>
    </figure>
  );
}
