import { useState } from 'preact/hooks';
import { type Result, trouble } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { useObjectUrl } from '../../parts/useObjectUrl.ts';
import type { QuestionProps } from '../types.ts';
import { usePlain, Words } from '../Words.tsx';
import { MissingFile } from './FileTrouble.tsx';

type Load = (name: string) => Promise<Result<{ url: string }>>;

/** An object URL of one of the form's files, or why there is none. */
export const useAttachment = (name: string, load: Load | undefined) =>
  useObjectUrl(name, async () => (name === '' || load === undefined ? trouble('gone') : load(name)));

/** A picture of the form. Its words stand beside it: that it is not on the phone yet is not said of each one. */
export function Picture({ name, load, alt }: { name: string; load: Load; alt: string }) {
  const found = useAttachment(name, load);
  if (found?.ok) return <img class="prompt-picture" src={found.value.url} alt={alt} />;
  return found?.why === 'file-not-added' ? <MissingFile name={name} why={found.why} /> : null;
}

const PLAYED = ['audio', 'video'] as const;

/** What the form gives to see and to hear with a question, and what only the one who asks should know. */
export function Prompt({ question, text, attachment }: QuestionProps) {
  const { t } = useT();
  const { media = {}, guidance_hint, autoplay } = question.row;
  const guidance = text(guidance_hint);
  const label = usePlain()(text(question.row.label));
  const of = (kind: string) => text(media[kind]);
  return (
    <>
      {of('image') !== '' && !/image-map/.test(question.row.appearance ?? '') && (
        <Shown kind="image" name={of('image')} load={attachment} label={label} big={of('big-image')} />
      )}
      {PLAYED.map(
        (kind) =>
          of(kind) !== '' && (
            <Shown
              key={kind}
              kind={kind}
              name={of(kind)}
              load={attachment}
              label={label}
              autoplay={autoplay === kind}
            />
          ),
      )}
      {guidance !== '' && (
        <details class="guidance">
          <summary>
            <Icon name="circle-help" />
            {t('extended:prompt.guidance')}
          </summary>
          <p>
            <Words text={guidance} />
          </p>
        </details>
      )}
    </>
  );
}

interface ShownProps {
  kind: 'image' | 'audio' | 'video';
  name: string;
  load: Load | undefined;
  label: string;
  autoplay?: boolean;
  /** Name of a larger picture, or ''. */
  big?: string;
}

function Shown({ kind, name, load, label, autoplay, big = '' }: ShownProps) {
  const { t } = useT();
  const found = useAttachment(name, load);
  if (found === undefined) return null;
  if (!found.ok) return <MissingFile name={name} why={found.why} />;
  const { url } = found.value;
  if (kind === 'image' && big !== '' && load !== undefined) {
    return <Enlarged name={big} load={load} url={url} label={label} />;
  }
  if (kind === 'image') return <img class="prompt-picture" src={url} alt={label} />;
  const common = { class: 'prompt-player', controls: true, src: url, autoplay };
  if (kind === 'audio') return <audio {...common} aria-label={t('extended:prompt.listen')} />;
  return <video {...common} playsInline aria-label={label} />;
}

/** A picture that a tap shows large: its bytes are read only then. */
function Enlarged({ name, load, url, label }: { name: string; load: Load; url: string; label: string }) {
  const { t } = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="prompt-enlarge"
        aria-label={`${t('extended:prompt.enlarge')}: ${label}`}
        onClick={() => setOpen(true)}
      >
        <img class="prompt-picture" src={url} alt="" />
        <Icon name="search" />
      </button>
      <Dialog title={label} open={isOpen} onClose={() => setOpen(false)}>
        <div class="prompt-big">
          <Picture name={name} load={load} alt={label} />
        </div>
      </Dialog>
    </>
  );
}
