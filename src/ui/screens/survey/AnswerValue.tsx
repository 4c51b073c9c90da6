import type { Answer, Geopoint, MediaReference } from '../../../domain/answer.ts';
import type { CompiledForm } from '../../../domain/form/compile.ts';
import { answerText, type FormState } from '../../../domain/form/state.ts';
import { useT } from '../../language.ts';
import { Bdi } from '../../parts/Bdi.tsx';

interface AnswerValueProps {
  form: CompiledForm;
  state: FormState;
  path: string;
  /** Of the form's words. */
  language: string;
}

/** An answer in words that a person would use for it. */
export function AnswerValue({ form, state, path, language }: AnswerValueProps) {
  const { t, number, date, bytes } = useT();
  const answer = state.answers[path];
  const type = form.questions.get(path)?.row.type;
  if (isPhoto(answer)) return <>{t('more:review.photo', { size: bytes(answer.bytes) })}</>;
  if (isPoint(answer)) return <Position point={answer} />;
  if (typeof answer === 'number') return <Bdi>{number(answer, 6)}</Bdi>;
  if (type === 'date' && typeof answer === 'string') return <Bdi>{date(answer)}</Bdi>;
  if (type === 'acknowledge' && answer === 'OK') return <>{t('question:acknowledge.confirm')}</>;
  return <Bdi lang={language}>{answerText(form, state, path, language)}</Bdi>;
}

function Position({ point }: { point: Geopoint }) {
  const { t, number } = useT();
  // Digits and points as on a map, in every language.
  const place = { lat: point.lat.toFixed(5), lon: point.lon.toFixed(5) };
  const metres = point.accuracyMetres;
  // A place by hand looks as exact as a measured one: only the word tells.
  if (point.method !== 'gps') return <Bdi>{t('more:review.positionByHand', place)}</Bdi>;
  return (
    <Bdi>
      {metres === undefined
        ? t('more:review.position', place)
        : t('more:review.positionAccuracy', { ...place, metres: number(metres, 0) })}
    </Bdi>
  );
}

export const isPhoto = (answer: Answer | undefined): answer is MediaReference =>
  typeof answer === 'object' && !Array.isArray(answer) && 'media' in answer;

const isPoint = (answer: Answer | undefined): answer is Geopoint =>
  typeof answer === 'object' && !Array.isArray(answer) && 'lat' in answer;
