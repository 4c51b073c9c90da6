import type { FunctionComponent } from 'preact';
import type { QuestionType } from '../../domain/form/definition.ts';
import type { QuestionKind } from '../../domain/form/types/kind.ts';
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
const Geopoint = moreScreen<QuestionProps>(async () => (await import('./Geopoint.tsx')).Geopoint);
const Image = moreScreen<QuestionProps>(async () => (await import('./Image.tsx')).Image);

// Its words come with it.
const NotYet = moreScreen<QuestionProps>(async () => (await import('./NotYet.tsx')).NotYet);

/** The view of each type that has one. */
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
} satisfies Partial<Record<QuestionType, FunctionComponent<QuestionProps>>>;

/** The view of a question; null when nobody answers its type. */
export const viewOf = (
  type: QuestionType,
  { hasPage }: QuestionKind,
): FunctionComponent<QuestionProps> | null =>
  (QUESTION_VIEWS as Partial<Record<QuestionType, FunctionComponent<QuestionProps>>>)[type] ??
  (hasPage ? NotYet : null);
