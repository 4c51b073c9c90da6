import type { CoreType } from '../definition.ts';
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

/** Each core type; a new one adds its file and one line here, any other in `extended/types/index.ts`. */
export const CORE_KINDS = {
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
} satisfies Record<CoreType, QuestionKind>;

/** What the engine knows of each type, by its name in a form. */
export type Kinds = Readonly<Partial<Record<string, QuestionKind>>>;
