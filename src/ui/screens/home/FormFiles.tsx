import type { FormVersion } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { Bdi } from '../../parts/Bdi.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { isolated, translated } from '../../translated.tsx';

/** More names than these nobody reads out to a coordinator. */
const NAMED_MAX = 5;

/** Under the card of a form: how many of its files are here, and which are not. */
export function FormFiles({ form: { document, missingFiles } }: { form: FormVersion }) {
  const { t, number, language } = useT();
  const { title, files = [] } = document.definition;
  const here = files.length - missingFiles.length;
  const form = isolated(translated(title, language).words);
  return (
    <Notice tone="attention" icon="download" title={t('more:formFiles.title', { form })}>
      <Progress
        value={here}
        max={files.length}
        label={t('more:formFiles.here', { n: number(here), all: number(files.length) })}
      />
      <p>{t('more:formFiles.text')}</p>
      <ul>
        {missingFiles.slice(0, NAMED_MAX).map(({ name }) => (
          <li key={name}>
            <Bdi>{name}</Bdi>
          </li>
        ))}
        {missingFiles.length > NAMED_MAX && <li>…</li>}
      </ul>
    </Notice>
  );
}
