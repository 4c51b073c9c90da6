import type { Answer } from '../../../domain/answer.ts';
import { choicesFor, labelText } from '../../../domain/form/state.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Question } from '../../questions/Question.tsx';
import type { MoreDetails } from './useDetails.ts';

/** The questions that remain, one under the other: how bad, for whom, which side, free words. */
export function Details({ details }: { details: MoreDetails }) {
  const { t, language } = useT();
  const { form, state, questions } = details;
  if (form === null || state === null || questions.length === 0) return null;
  return (
    <section class="stack-large" aria-labelledby="more-label">
      <div>
        <h2 id="more-label">{t('report:saved.more')}</h2>
        <p class="soft">{t('report:saved.moreText')}</p>
      </div>
      <p class="details-saved" role="status">
        {details.isSaved && (
          <>
            <Icon name="smartphone" />
            {t('collector:survey.saved')}
          </>
        )}
      </p>
      {questions.map((path) => {
        const question = form.questions.get(path);
        if (question === undefined) return null;
        return (
          <Question
            key={path}
            path={path}
            question={question}
            value={state.answers[path]}
            choices={choicesFor(form, state, path)}
            language={language}
            heading={2}
            text={(translated) => labelText(form, state, translated, language)}
            onAnswer={(value: Answer | undefined) => details.answer(path, value)}
          />
        );
      })}
    </section>
  );
}
