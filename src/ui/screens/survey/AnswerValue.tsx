import type { Answer, FileReference, Geopoint, MediaReference } from '../../../domain/answer.ts';
import type { CompiledForm } from '../../../domain/form/compile.ts';
import { answerAt, answerText, type FormState } from '../../../domain/form/state.ts';
import { squareMetres } from '../../../domain/logic/extended/functions/places.ts';
import { written } from '../../../language/index.ts';
import { useT } from '../../language.ts';
import { Bdi } from '../../parts/Bdi.tsx';
import { lengthMetres, tracePoints } from '../../questions/extended/trace.ts';
import { Words } from '../../questions/Words.tsx';

interface AnswerValueProps {
  form: CompiledForm;
  state: FormState;
  path: string;
  /** Of the form's words. */
  language: string;
}

/** An answer in words that a person would use for it. */
export function AnswerValue({ form, state, path, language }: AnswerValueProps) {
  const { t, number, date, time, bytes } = useT();
  const answer = answerAt(state.answers, path);
  const type = form.questions.get(path)?.row.type;
  if (isFile(answer)) return <FileWords file={answer} />;
  if (isPhoto(answer)) return <>{t('more:review.photo', { size: bytes(answer.bytes) })}</>;
  if (isPoint(answer)) return <Position point={answer} />;
  if (typeof answer === 'number') return <Bdi>{number(answer, 6)}</Bdi>;
  if (type === 'date' && typeof answer === 'string') return <Bdi>{date(answer)}</Bdi>;
  if (type === 'time' && typeof answer === 'string')
    return <Bdi>{time(`2000-01-01T${answer.slice(0, 5)}`)}</Bdi>;
  if (type === 'dateTime' && typeof answer === 'string')
    return <Bdi>{`${date(answer)}, ${time(answer)}`}</Bdi>;
  if (type === 'geotrace' || type === 'geoshape')
    return <Trace answer={answer} isClosed={type === 'geoshape'} />;
  if (type === 'acknowledge' && answer === 'OK') return <>{t('question:acknowledge.confirm')}</>;
  const text = answerText(form, state, path, language);
  // A choice is in the form's words, which may be set off; what was typed is not.
  return <Bdi lang={written(language).lang}>{hasChoices(type) ? <Words text={text} /> : text}</Bdi>;
}

const hasChoices = (type = ''): boolean => /^select|^rank$/.test(type);

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

function FileWords({ file }: { file: FileReference }) {
  const { t, bytes } = useT();
  const isRecording = /^(audio|video)\//.test(file.contentType);
  const words = t(isRecording ? 'more:review.recording' : 'more:review.file', { size: bytes(file.bytes) });
  return (
    <>
      {words} {file.name !== undefined && <Bdi>{file.name}</Bdi>}
    </>
  );
}

function Trace({ answer, isClosed }: { answer: Answer | undefined; isClosed: boolean }) {
  const { t, number } = useT();
  const points = tracePoints(answer, isClosed);
  if (isClosed) return <>{t('more:review.area', { square: number(Math.round(squareMetres(points)), 0) })}</>;
  return <>{t('more:review.line', { metres: number(Math.round(lengthMetres(points, false)), 0) })}</>;
}

export const isPhoto = (answer: Answer | undefined): answer is MediaReference =>
  typeof answer === 'object' && 'widthPx' in answer;

export const isFile = (answer: Answer | undefined): answer is FileReference =>
  typeof answer === 'object' && 'media' in answer && !('widthPx' in answer);

const isPoint = (answer: Answer | undefined): answer is Geopoint =>
  typeof answer === 'object' && !Array.isArray(answer) && 'lat' in answer;
