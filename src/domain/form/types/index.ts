import type { QuestionType } from '../definition.ts';
import { acknowledge } from './Acknowledge.ts';
import { calculate } from './Calculate.ts';
import { date } from './Date.ts';
import { decimal } from './Decimal.ts';
import { end } from './End.ts';
import { geopoint } from './Geopoint.ts';
import { group } from './Group.ts';
import { image } from './Image.ts';
import { integer } from './Integer.ts';
import type { QuestionKind } from './kind.ts';
import { note } from './Note.ts';
import { selectMultiple } from './SelectMultiple.ts';
import { selectOne } from './SelectOne.ts';
import { start } from './Start.ts';
import { text } from './Text.ts';
import { today } from './Today.ts';

/** Every question type; a new one adds its file and one line here. */
export const QUESTION_KINDS = {
  text,
  integer,
  decimal,
  note,
  select_one: selectOne,
  select_multiple: selectMultiple,
  date,
  geopoint,
  image,
  acknowledge,
  calculate,
  group,
  start,
  end,
  today,
} satisfies Record<QuestionType, QuestionKind>;

export const kindOf = (type: QuestionType): QuestionKind => QUESTION_KINDS[type];
