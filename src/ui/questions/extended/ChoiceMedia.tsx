import { useState } from 'preact/hooks';
import type { Choice } from '../../../domain/form/definition.ts';
import { useT } from '../../language.ts';
import type { Option } from '../../parts/ChoiceList.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { optionsOf } from '../choices.ts';
import type { QuestionProps } from '../types.ts';
import { usePlain } from '../Words.tsx';
import { MissingFile } from './FileTrouble.tsx';
import { Picture, useAttachment } from './Prompt.tsx';

type Load = NonNullable<QuestionProps['attachment']>;
type Played = { name: string; kind: 'audio' | 'video' } | undefined;

/**
 * Choices with what the form brings along for them: pictures in them, and beside them what plays their sound or film
 * without choosing them. One plays at a time.
 */
export function useChoiceMedia({
  text,
  attachment,
}: QuestionProps): (choices: readonly Choice[]) => Option[] {
  const plain = usePlain();
  const [played, setPlayed] = useState<Played>(undefined);
  return (choices) =>
    optionsOf(choices, text).map((option, at) => {
      const { name = '', label, media } = choices[at] ?? {};
      if (media === undefined || attachment === undefined) return option;
      const words = plain(text(label)) || name;
      const file = (kind: string): string => text(media[kind]);
      const common = (kind: 'audio' | 'video') => ({
        file: file(kind),
        words,
        load: attachment,
        isOn: played?.name === name && played.kind === kind,
        onTurn: (isOn: boolean) => setPlayed(isOn ? { name, kind } : undefined),
      });
      return {
        ...option,
        label:
          file('image') === '' ? (
            option.label
          ) : (
            <Pictured file={file('image')} label={option.label} load={attachment} />
          ),
        beside: (file('audio') || file('video')) !== '' && (
          <>
            {file('audio') !== '' && <Sound {...common('audio')} />}
            {file('video') !== '' && <Film {...common('video')} />}
          </>
        ),
      };
    });
}

function Pictured({ file, label, load }: { file: string; label: Option['label']; load: Load }) {
  return (
    <span class="choice-pictured">
      <Picture name={file} load={load} alt="" />
      {label}
    </span>
  );
}

interface PlayedProps {
  file: string;
  /** What the choice is called. */
  words: string;
  load: Load;
  isOn: boolean;
  onTurn: (isOn: boolean) => void;
}

function Sound({ words, isOn, onTurn, ...of }: PlayedProps) {
  const { t } = useT();
  return (
    <>
      <IconButton
        icon={isOn ? 'square' : 'volume-2'}
        label={t(isOn ? 'extended:choice.stop' : 'extended:choice.listen', { name: words })}
        onClick={() => onTurn(!isOn)}
      />
      {isOn && <Playing {...of} onEnd={() => onTurn(false)} />}
    </>
  );
}

/** The file is read when somebody wants to hear it. */
function Playing({ file, load, onEnd }: Pick<PlayedProps, 'file' | 'load'> & { onEnd: () => void }) {
  const found = useAttachment(file, load);
  if (found === undefined) return null;
  if (!found.ok) return <MissingFile name={file} why={found.why} />;
  // biome-ignore lint/a11y/useMediaCaption: a form brings no captions along; the choice says in words what is heard
  return <audio src={found.value.url} autoplay onEnded={onEnd} />;
}

function Film({ words, isOn, onTurn, file, load }: PlayedProps) {
  const { t } = useT();
  const stop = () => onTurn(false);
  return (
    <>
      <IconButton
        icon="video"
        label={t('extended:choice.watch', { name: words })}
        onClick={() => onTurn(true)}
      />
      <Dialog title={words} open={isOn} onClose={stop}>
        <Shown file={file} load={load} words={words} />
      </Dialog>
    </>
  );
}

function Shown({ file, load, words }: Pick<PlayedProps, 'file' | 'load' | 'words'>) {
  const found = useAttachment(file, load);
  if (found === undefined) return null;
  if (!found.ok) return <MissingFile name={file} why={found.why} />;
  const { url } = found.value;
  // biome-ignore lint/a11y/useMediaCaption: see above
  return <video class="prompt-player" src={url} controls autoplay playsInline aria-label={words} />;
}
