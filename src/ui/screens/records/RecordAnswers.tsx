import type { RecordView } from '../../../app/index.ts';
import type { CompiledForm } from '../../../domain/form/compile.ts';
import { answerAt, type FormState, labelText } from '../../../domain/form/state.ts';
import { written } from '../../../language/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Photo } from '../../parts/Photo.tsx';
import { usePlain, Words } from '../../questions/Words.tsx';
import { AnswerValue, isFile, isPhoto } from '../survey/AnswerValue.tsx';
import { type AnswerLine, answerSections } from '../survey/answerSections.ts';
import { Recorded } from './Recorded.tsx';

interface RecordAnswersProps {
  record: RecordView;
  /** Left out: the language of the page, where the form has it. */
  language?: string | undefined;
}

/** What was answered, by the parts of the form. */
export function RecordAnswers({ record, language: wanted }: RecordAnswersProps) {
  const { t, language: ofPage } = useT();
  const language = wanted ?? ofPage;
  const { form, formState } = record;
  const plain = usePlain();
  if (form === null || formState === null) {
    return <Notice tone="info" title={t('more:record.noForm')} />;
  }
  const tag = form.definition.languages.includes(language) ? language : form.definition.default_language;
  return (
    <>
      {answerSections(form, formState).map((section) => (
        <section key={section.lines[0]?.path} class="answers" {...written(tag)}>
          {section.label && <h2>{plain(labelText(form, formState, section.label, tag))}</h2>}
          <dl class="answers-lines">
            {section.lines.map((line) => (
              <Line key={line.path} form={form} state={formState} line={line} language={tag} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

interface LineProps {
  form: CompiledForm;
  state: FormState;
  line: AnswerLine;
  language: string;
}

function Line({ form, state, line, language }: LineProps) {
  const { t } = useT();
  const work = useWork();
  const plain = usePlain();
  const question = labelText(form, state, form.questions.get(line.path)?.row.label, language);
  const answer = answerAt(state.answers, line.path);
  return (
    <div class="answers-line">
      <dt>
        <Words text={question} />
      </dt>
      <dd class={answer === undefined ? 'soft' : undefined}>
        {answer === undefined && t('more:review.open')}
        {isPhoto(answer) && (
          <Photo
            photo={answer}
            load={work.photo}
            alt={t('more:record.photo', { question: plain(question) })}
          />
        )}
        {answer !== undefined && !isPhoto(answer) && (
          <AnswerValue form={form} state={state} path={line.path} language={language} />
        )}
        {isFile(answer) && <Recorded file={answer} question={plain(question)} />}
      </dd>
    </div>
  );
}
