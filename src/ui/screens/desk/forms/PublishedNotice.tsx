import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FormDefinition } from '../../../../domain/form/definition.ts';
import { useWork } from '../../../context.tsx';
import { useT } from '../../../language.ts';
import { useLive } from '../../../live.ts';
import { Button } from '../../../parts/Button.tsx';
import { Notice } from '../../../parts/Notice.tsx';
import { isolated, translated } from '../../../translated.tsx';

interface PublishedNoticeProps {
  published: FormDefinition;
  onAnother: () => void;
}

/** It is safe on this device; and, once that is true, that it has gone out. */
export function PublishedNotice({ published, onAnother }: PublishedNoticeProps) {
  const work = useWork();
  const { t, language } = useT();
  const sync = useLive(() => work.sync(), [work]);
  const room = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => room.current?.focus(), []);
  const { title, form_id: id } = published;
  const isSent = sync !== undefined && sync.waiting === 0;
  return (
    <div class="published" ref={room} tabIndex={-1}>
      <Notice
        tone="ready"
        live="polite"
        title={t('xlsform:publish.doneTitle', { form: isolated(translated(title, language).words || id) })}
        actions={
          <>
            <Button kind="primary" icon="clipboard-list" href="/desk/forms">
              {t('xlsform:publish.toForms')}
            </Button>
            <Button icon="file-up" onClick={onAnother}>
              {t('xlsform:publish.another')}
            </Button>
          </>
        }
      >
        {t(isSent ? 'xlsform:publish.sent' : 'xlsform:publish.doneText')}
      </Notice>
    </div>
  );
}
