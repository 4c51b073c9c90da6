import type { OpenResponse, OpenView } from '../../../app/index.ts';
import { progressAt } from '../../../domain/form/progress.ts';
import { labelText, type Page } from '../../../domain/form/state.ts';
import { written } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { usePlain } from '../../questions/Words.tsx';
import { sectionOf } from './steps.ts';

interface QuestionProgressProps {
  open: OpenResponse;
  view: OpenView;
  page: Page;
  /** An answer of this page has become durable. */
  hasAnswered: boolean;
}

/** Where she is, in words and as a bar; beside it the part of the survey, and then that her answer is saved. */
export function QuestionProgress({ open, view, page, hasAnswered }: QuestionProgressProps) {
  const { t, number } = useT();
  const at = progressAt(open.form, view.pages, page.path);
  const label = t('collector:survey.progress', { page: number(at.page), pages: number(at.pages) });
  const isSaved = hasAnswered && view.saving === 'saved';
  const { label: name, instance } = sectionOf(open.form, page.path);
  const section = usePlain()(labelText(open.form, view.state, name, view.draft.language));
  return (
    <Progress
      value={at.page}
      max={at.pages}
      label={label}
      aside={
        <span class="survey-aside" role="status">
          {isSaved ? (
            <>
              <Icon name="smartphone" />
              {t('collector:survey.saved')}
            </>
          ) : (
            !hasAnswered && (
              <bdi lang={written(view.draft.language).lang}>
                {instance === undefined ? section : `${section} ${number(instance)}`}
              </bdi>
            )
          )}
        </span>
      }
    />
  );
}
