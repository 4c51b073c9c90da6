import { useState } from 'preact/hooks';
import type { FileReference } from '../../../domain/answer.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Busy } from '../../parts/Busy.tsx';
import { Button } from '../../parts/Button.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useObjectUrl } from '../../parts/useObjectUrl.ts';

type Kind = 'audio' | 'video' | 'file';
const ICONS = { audio: 'volume-2', video: 'video', file: 'download' } as const;

const kindOf = ({ contentType }: FileReference): Kind =>
  contentType.startsWith('audio/') ? 'audio' : contentType.startsWith('video/') ? 'video' : 'file';

/** A recording, film or file of a record: fetched only when somebody asks for it, since it may be large. */
export function Recorded({ file, question }: { file: FileReference; question: string }) {
  const { t } = useT();
  const [asked, setAsked] = useState(0);
  const kind = kindOf(file);
  if (asked > 0) {
    return <Fetched key={asked} file={file} question={question} onAgain={() => setAsked(asked + 1)} />;
  }
  const words = t(`more:record.${kind}`);
  return (
    <Button icon={ICONS[kind]} label={`${words}: ${question}`} onClick={() => setAsked(1)}>
      {words}
    </Button>
  );
}

interface FetchedProps {
  file: FileReference;
  question: string;
  onAgain: () => void;
}

function Fetched({ file, question, onAgain }: FetchedProps) {
  const work = useWork();
  const { t, trouble } = useT();
  const found = useObjectUrl(file.media, () => work.photo(file));
  if (found === undefined) return <Busy />;
  if (!found.ok) {
    const again = <Button onClick={onAgain}>{t('more:record.again')}</Button>;
    return <Notice tone="info" title={trouble(found.why, found.words)} live="polite" actions={again} />;
  }
  const { url } = found.value;
  const kind = kindOf(file);
  const common = { class: 'recorded', controls: true, src: url, 'aria-label': question };
  return (
    <>
      {kind === 'audio' && <audio {...common} />}
      {kind === 'video' && <video {...common} playsInline />}
      <Button kind="quiet" icon="save" href={url} download={nameOf(file)}>
        {t('more:record.save')}
      </Button>
    </>
  );
}

/** As it was called on the phone; else its id with an ending that computers know it by. */
const nameOf = ({ name, media, contentType }: FileReference): string =>
  name ?? `${media.replace(/^media:/, '')}.${contentType.split('/')[1]}`;
