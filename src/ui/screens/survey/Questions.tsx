import type { OpenResponse, OpenView } from '../../../app/index.ts';
import {
  answerAt,
  choicesFor,
  isReadOnly,
  isRequired,
  labelText,
  type Page,
} from '../../../domain/form/state.ts';
import { useApp, useWork } from '../../context.tsx';
import { questionId } from '../../questions/ids.ts';
import { Question } from '../../questions/Question.tsx';
import { Words } from '../../questions/Words.tsx';
import type { Answering } from './useAnswering.ts';

interface QuestionsProps {
  open: OpenResponse;
  view: OpenView;
  page: Page;
  answering: Pick<Answering, 'answer' | 'addFile' | 'addPhoto' | 'problemAt'>;
  onNext?: () => void;
}

/** The page's one question, or the questions of a group that stand together under the group's name. */
export function Questions(props: QuestionsProps) {
  const { open, view, page } = props;
  const isGroup = !page.questions.includes(page.path);
  return (
    <>
      {isGroup && (
        <h1 class="question-text" tabIndex={-1}>
          <Words
            text={labelText(
              open.form,
              view.state,
              open.form.questions.get(page.path)?.row.label,
              view.draft.language,
              page.path,
            )}
          />
        </h1>
      )}
      {page.questions.map((path) => (
        <OneQuestion key={path} {...props} path={path} heading={isGroup ? 2 : 1} />
      ))}
    </>
  );
}

/** One of them; a path of the page, or of any page in a list. */
export function OneQuestion({
  open,
  view,
  answering,
  path,
  heading,
  onNext,
}: Omit<QuestionsProps, 'page'> & { path: string; heading: 1 | 2 }) {
  const app = useApp();
  const work = useWork();
  const question = open.form.questions.get(path);
  if (question === undefined) return null;
  const { language } = view.draft;
  return (
    <Question
      path={path}
      question={question}
      heading={heading}
      value={answerAt(view.state.answers, path)}
      choices={choicesFor(open.form, view.state, path)}
      language={language}
      text={(translated) => labelText(open.form, view.state, translated, language, path)}
      problem={answering.problemAt(questionId(path))}
      onAnswer={(value) => answering.answer(path, value)}
      onPhoto={(file) => answering.addPhoto(path, file)}
      onFile={(file) => answering.addFile(path, file)}
      photo={(file) => work.photo(file)}
      attachment={open.files?.url}
      shapes={open.files?.shapes}
      fileTrouble={(name) => (open.files ? open.files.trouble(name) : 'file-missing')}
      onNext={heading === 1 ? onNext : undefined}
      required={isRequired(view.state, path)}
      position={app.location}
      readOnly={isReadOnly(view.state, path)}
    />
  );
}
