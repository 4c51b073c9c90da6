import type { FunctionComponent } from 'preact';
import type { QuestionType } from '../../domain/form/definition.ts';
import { lazyScreen, moreScreen } from '../lazyScreen.tsx';
import { Acknowledge } from './Acknowledge.tsx';
import { Decimal } from './Decimal.tsx';
import { Integer } from './Integer.tsx';
import { Note } from './Note.tsx';
import { SelectMultiple } from './SelectMultiple.tsx';
import { SelectOne } from './SelectOne.tsx';
import { Text } from './Text.tsx';
import type { QuestionProps } from './types.ts';

// Few surveys have these, and none begins with one: their code waits until one is shown.
const DateQuestion = lazyScreen<QuestionProps>(async () => (await import('./Date.tsx')).DateQuestion);
const Geopoint = lazyScreen<QuestionProps>(async () => (await import('./Geopoint.tsx')).Geopoint);
const Image = lazyScreen<QuestionProps>(async () => (await import('./Image.tsx')).Image);

// Its words come with it.
const NotYet = moreScreen<QuestionProps>(async () => (await import('./NotYet.tsx')).NotYet);

/** The view of each type; null for those that nobody answers. */
export const QUESTION_VIEWS = {
  text: Text,
  integer: Integer,
  decimal: Decimal,
  note: Note,
  select_one: SelectOne,
  select_multiple: SelectMultiple,
  date: DateQuestion,
  geopoint: Geopoint,
  image: Image,
  acknowledge: Acknowledge,
  // A number on a scale and the text of a barcode can be typed.
  range: Decimal,
  barcode: Text,
  rank: NotYet,
  time: NotYet,
  dateTime: NotYet,
  geotrace: NotYet,
  geoshape: NotYet,
  audio: NotYet,
  video: NotYet,
  file: NotYet,
} satisfies Partial<Record<QuestionType, FunctionComponent<QuestionProps>>>;

/** The view of a type; null when nobody answers it. */
export const viewOf = (type: QuestionType): FunctionComponent<QuestionProps> | null =>
  (QUESTION_VIEWS as Partial<Record<QuestionType, FunctionComponent<QuestionProps>>>)[type] ?? null;
