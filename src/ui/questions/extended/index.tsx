import './extended.css';
import type { QuestionType } from '../../../domain/form/definition.ts';
import { FIRST_VIEWS, type QuestionView } from '../registry.ts';
import type { QuestionProps } from '../types.ts';
import { Audio } from './Audio.tsx';
import { Barcode } from './Barcode.tsx';
import { Choices } from './Choices.tsx';
import { DateQuestion } from './Date.tsx';
import { DateTime } from './DateTime.tsx';
import { FileQuestion } from './File.tsx';
import { Geopoint } from './Geopoint.tsx';
import { Geoshape } from './Geoshape.tsx';
import { Geotrace } from './Geotrace.tsx';
import { Image } from './Image.tsx';
import { Prompt } from './Prompt.tsx';
import { Range } from './Range.tsx';
import { Rank } from './Rank.tsx';
import { Time } from './Time.tsx';
import { TypedNumber, TypedText } from './Typed.tsx';
import { Video } from './Video.tsx';

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
  text: TypedText,
  integer: TypedNumber,
  decimal: TypedNumber,
  select_one: Choices,
  select_multiple: Choices,
  date: DateQuestion,
  geopoint: Geopoint,
  image: Image,
  range: Range,
  rank: Rank,
  time: Time,
  dateTime: DateTime,
  geotrace: Geotrace,
  geoshape: Geoshape,
  barcode: Barcode,
  audio: Audio,
  video: Video,
  file: FileQuestion,
} satisfies Record<Exclude<QuestionType, Unasked>, QuestionView>;

/** A question of a type or with a look that most surveys do without. */
export function ExtendedQuestion(props: QuestionProps) {
  const View: QuestionView = VIEWS[props.question.row.type as keyof typeof VIEWS];
  return <View {...props} prompt={<Prompt {...props} />} />;
}
