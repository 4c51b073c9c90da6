import type { OpenResponse, OpenView } from '../../../app/index.ts';
import { labelText } from '../../../domain/form/state.ts';
import { direction } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { AnswerValue } from './AnswerValue.tsx';
import type { AnswerLine, AnswerSection } from './answerSections.ts';
import { pageAddress, reviewAddress } from './steps.ts';
import { noteStep } from './way.ts';

interface ReviewSectionProps {
  open: OpenResponse;
  view: OpenView;
  section: AnswerSection;
}

/** A part of the survey: each line is one link, so that the whole line is the target. */
export function ReviewSection({ open, view, section }: ReviewSectionProps) {
  const { t } = useT();
  const { language } = view.draft;
  const name = labelText(open.form, view.state, section.label, language);
  return (
    <section class="review-section">
      <h2 lang={name === '' ? undefined : language}>{name || t('more:review.general')}</h2>
      <ul class="review-lines">
        {section.lines.map((line) => (
          <li key={line.path}>
            <Line open={open} view={view} line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ open, view, line }: { open: OpenResponse; view: OpenView; line: AnswerLine }) {
  const { t } = useT();
  const { language } = view.draft;
  const address = pageAddress(view.draft.id, line.page, 'review');
  const question = labelText(open.form, view.state, open.form.questions.get(line.path)?.row.label, language);
  return (
    <a
      class={`review-line review-${line.state}`}
      href={address}
      onClick={() => noteStep(reviewAddress(view.draft.id), address)}
    >
      <span class="review-words">
        <span class="review-question" lang={language} dir={direction(language)}>
          {question}
        </span>
        <span class="review-answer">
          {line.state === 'answered' && (
            <AnswerValue form={open.form} state={view.state} path={line.path} language={language} />
          )}
          {line.state === 'open' && t('more:review.open')}
          {line.state === 'needed' && (
            <>
              <Icon name="triangle-alert" />
              {t('more:review.needed')}
            </>
          )}
        </span>
      </span>
      <span class="review-change">{t('more:review.change')}</span>
    </a>
  );
}
