import '../../survey/survey.css';
import '../../survey/extended/extended.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FileToPublish, FormPreview } from '../../../../app/index.ts';
import type { FormDefinition } from '../../../../domain/form/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import { loadNamespace } from '../../../../language/index.ts';
import { useT } from '../../../language.ts';
import { Busy } from '../../../parts/Busy.tsx';
import { Button } from '../../../parts/Button.tsx';
import { Field } from '../../../parts/Field.tsx';
import { Segmented } from '../../../parts/Segmented.tsx';
import { Select } from '../../../parts/Select.tsx';
import { loadViews } from '../../../questions/registry.ts';
import { spokenLanguage } from '../../survey/steps.ts';
import { useDesk } from '../deskContext.ts';
import { languageName } from './names.ts';
import { PreviewRun } from './PreviewRun.tsx';

interface PreviewProps {
  definition: FormDefinition;
  files: readonly FileToPublish[];
}

/** A real run of the form, in every language it has. */
export function Preview({ definition, files }: PreviewProps) {
  const { t, trouble, language: own } = useT();
  const [language, setLanguage] = useState<string | null>(null);
  const [view, setView] = useState<'phone' | 'list'>('phone');
  const [runs, setRuns] = useState(0);
  const spoken = language ?? spokenLanguage({ definition }, own);
  const made = usePreview(definition, files, spoken, runs);
  return (
    <section class="preview" aria-labelledby="preview-title">
      <div class="preview-head">
        <h2 id="preview-title">{t('xlsform:preview.title')}</h2>
        <p class="soft">{t('xlsform:preview.text')}</p>
      </div>
      <div class="preview-controls">
        {definition.languages.length > 1 && (
          <Field id="preview-language" label={t('xlsform:preview.language')}>
            <Select
              value={spoken}
              onChange={setLanguage}
              options={definition.languages.map((tag) => ({
                value: tag,
                label: definition.language_names?.[tag] ?? languageName(tag, own),
              }))}
            />
          </Field>
        )}
        <Segmented
          label={t('xlsform:preview.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'phone', label: t('xlsform:preview.phone'), icon: 'smartphone' },
            { value: 'list', label: t('xlsform:preview.list'), icon: 'list' },
          ]}
        />
      </div>
      <div class={`preview-frame preview-${view}`}>
        {made === undefined ? (
          <Busy />
        ) : made.ok ? (
          <PreviewRun key={runs} preview={made.value} language={spoken} isList={view === 'list'} />
        ) : (
          <p class="soft">{trouble(made.why, made.words)}</p>
        )}
      </div>
      <Button kind="quiet" icon="rotate-ccw" onClick={() => setRuns(runs + 1)}>
        {t('xlsform:preview.again')}
      </Button>
    </section>
  );
}

/** A run with its views and their words; a new one for each form, and for each new beginning. */
function usePreview(
  definition: FormDefinition,
  files: readonly FileToPublish[],
  language: string,
  runs: number,
): Result<FormPreview> | undefined {
  const desk = useDesk();
  const [preview, setPreview] = useState<Result<FormPreview> | undefined>(undefined);
  // A run goes on when its language changes.
  const beginsIn = useRef(language);
  beginsIn.current = language;
  useEffect(() => {
    let isWanted = true;
    setPreview(undefined);
    void (async () => {
      const made = await desk.previewForm(definition, files, beginsIn.current);
      // What is not on the device says so in its own place.
      const views = made.ok ? loadViews(made.value.open.form) : undefined;
      await Promise.all([views, loadNamespace('more')]).catch(() => undefined);
      if (isWanted) setPreview(made);
    })();
    return () => {
      isWanted = false;
    };
  }, [desk, definition, files, runs]);
  return preview;
}
