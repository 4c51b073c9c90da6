import { useMemo, useState } from 'preact/hooks';
import type { Answer } from '../../../domain/answer.ts';
import { type CompiledForm, type CompiledQuestion, compileForm } from '../../../domain/form/compile.ts';
import type { Translated } from '../../../domain/form/definition.ts';
import { EXTENSION } from '../../../domain/form/extended/index.ts';
import { ok } from '../../../domain/result.ts';
import { useT } from '../../language.ts';
import { problemText } from '../../questions/problemText.ts';
import { Question } from '../../questions/Question.tsx';
import { GALLERY_FORM } from './galleryForm.ts';
import { QUESTION_STATES, type QuestionState, REFUSED_PHOTO } from './questionStates.ts';
import { Sample } from './Sample.tsx';

/** Every question type in every state. */
export function Questions() {
  const form = useMemo(compiled, []);
  return (
    <>
      {[...form.questions.values()].map((question) => (
        <section key={question.path} class="gallery-section" id={`question-${question.path}`}>
          <h2>
            <code>{question.row.type}</code>
          </h2>
          <div class="gallery-samples">
            {QUESTION_STATES[question.path]?.map((state) => (
              <OneState key={state.name} question={question} state={state} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

function compiled(): CompiledForm {
  const form = compileForm(GALLERY_FORM, EXTENSION);
  if (!form.ok) throw new Error(`the gallery's form: ${JSON.stringify(form.words)}`);
  return form.value;
}

function OneState({ question, state }: { question: CompiledQuestion; state: QuestionState }) {
  const { language } = useT();
  const [value, setValue] = useState<Answer | undefined>(state.value);
  const text = (translated: Translated | undefined) => translated?.[language] ?? '';
  const path = `${question.path}/${state.name}`;
  const isAsShown = value === state.value;
  const problem =
    state.why !== undefined && isAsShown
      ? problemText({ path, why: state.why }, question, value, text)
      : undefined;
  return (
    <Sample name={state.name}>
      <Question
        path={path}
        question={question}
        value={value}
        choices={question.choices}
        language={language}
        text={text}
        problem={problem}
        onAnswer={setValue}
        onPhoto={async () => (state.refusesPhoto ? REFUSED_PHOTO : ok(undefined))}
        onFile={async () => ok(undefined)}
        photo={samplePhoto}
        attachment={samplePhoto}
        required={state.why === 'required'}
        position={state.position}
        readOnly={state.readOnly}
        heading={2}
      />
    </Sample>
  );
}

async function samplePhoto() {
  const picture = await fetch('/icons/icon-512.png');
  return ok({ url: URL.createObjectURL(await picture.blob()) });
}
