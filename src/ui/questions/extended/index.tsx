import './extended.css';
import type { QuestionType } from '../../../domain/form/definition.ts';
import { FIRST_VIEWS, type QuestionView } from '../registry.ts';
import type { QuestionProps } from '../types.ts';
import { DateQuestion } from './Date.tsx';
import { Geopoint } from './Geopoint.tsx';
import { Image } from './Image.tsx';

/** Types that nobody answers: they have no view. */
type Unasked =
  | 'calculate'
  | 'group'
  | 'repeat'
  | 'start'
  | 'end'
  | 'today'
  | 'start-geopoint'
  | 'background-geopoint'
  | 'background-audio'
  | 'hidden'
  | 'audit'
  | 'deviceid'
  | 'username'
  | 'email'
  | 'phonenumber'
  | 'simserial'
  | 'subscriberid'
  | 'csv-external'
  | 'xml-external';

/** The view of each type that somebody answers; a new one adds its file and one line here. */
export const VIEWS = {
  ...FIRST_VIEWS,
  date: DateQuestion,
  geopoint: Geopoint,
  image: Image,
} as Record<Exclude<QuestionType, Unasked>, QuestionView>;

/** A question of a type or with a look that most surveys do without. */
export function ExtendedQuestion(props: QuestionProps) {
  const View: QuestionView = VIEWS[props.question.row.type as keyof typeof VIEWS];
  return <View {...props} />;
}
