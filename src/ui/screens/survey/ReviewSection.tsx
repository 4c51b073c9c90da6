import type { OpenResponse, OpenView } from '../../../app/index.ts';
import { labelText } from '../../../domain/form/state.ts';
import { written } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { usePlain, Words } from '../../questions/Words.tsx';
import { AnswerValue } from './AnswerValue.tsx';
import type { AnswerLine, AnswerSection } from './answerSections.ts';
import { pageAddress, reviewAddress, type Section } from './steps.ts';
import { noteStep } from './way.ts';

interface ReviewSectionProps {
  open: OpenResponse;
  view: OpenView;
  section: AnswerSection;
}

/** A part of the survey: each line is one link, so that the whole line is the target. */
export function ReviewSection({ open, view, section }: ReviewSectionProps) {
  const { t, number } = useT();
  const { language } = view.draft;
  const name = usePlain()(sectionName(open, view, section, number));
  return (
    <section class="review-section">
      <h2 lang={name === '' ? undefined : written(language).lang}>{name || t('more:review.general')}</h2>
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

/** The name of a part, with the number of the instance: "Child 2". */
export function sectionName(
  { form }: OpenResponse,
  { state, draft }: OpenView,
  { label, instance }: Section,
  number: (value: number) => string,
): string {
  const name = labelText(form, state, label, draft.language);
  return instance === undefined ? name : `${name} ${number(instance)}`;
}

function Line({ open, view, line }: { open: OpenResponse; view: OpenView; line: AnswerLine }) {
  const { t } = useT();
  const { language } = view.draft;
  const address = pageAddress(view.draft.id, line.page, 'review');
  const question = labelText(
    open.form,
    view.state,
    open.form.questions.get(line.path)?.row.label,
    language,
    line.path,
  );
  return (
    <a
      class={`review-line review-${line.state}`}
      href={address}
      onClick={() => noteStep(reviewAddress(view.draft.id), address)}
    >
      <span class="review-words">
        <span class="review-question" {...written(language)}>
          <Words text={question} />
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
