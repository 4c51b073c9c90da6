import type { FunctionComponent } from 'preact';
import type { CompiledForm, CompiledQuestion } from '../../domain/form/compile.ts';
import type { QuestionType } from '../../domain/form/definition.ts';
import { moreScreen } from '../lazyScreen.tsx';
import { Acknowledge } from './Acknowledge.tsx';
import { Decimal } from './Decimal.tsx';
import { Integer } from './Integer.tsx';
import { Note } from './Note.tsx';
import { SelectMultiple } from './SelectMultiple.tsx';
import { SelectOne } from './SelectOne.tsx';
import { Text } from './Text.tsx';
import type { QuestionProps } from './types.ts';

export type QuestionView = FunctionComponent<QuestionProps>;

/** What most surveys begin with. */
export const FIRST_VIEWS = {
  text: Text,
  integer: Integer,
  decimal: Decimal,
  note: Note,
  select_one: SelectOne,
  select_multiple: SelectMultiple,
  acknowledge: Acknowledge,
} satisfies Partial<Record<QuestionType, QuestionView>>;

/** All other types and appearances, and prompts that are seen or heard, come as one file with their words. */
export const ExtendedQuestion = moreScreen<QuestionProps>(
  async () => (await import('./extended/index.tsx')).ExtendedQuestion,
  'extended',
);

/** Looks that the first views do not know. */
const OTHER_LOOKS =
  /\bmap|minimal|autocomplete|search|likert|image-map|label|\blist|no-buttons|quick|columns-\d|counter|masked|hidden|url|thousands/;
/** More choices than one scrolls through are searched. */
export const CHOICES_SHOWN_MAX = 60;

/** The view of a question; null when nobody answers it. */
export function viewOf({ kind, row, choices }: CompiledQuestion): QuestionView | null {
  if (!kind.hasPage) return null;
  const first: QuestionView | undefined = (FIRST_VIEWS as Partial<Record<QuestionType, QuestionView>>)[
    row.type
  ];
  const isPlain =
    !OTHER_LOOKS.test(row.appearance ?? '') &&
    (row.media ?? row.guidance_hint) === undefined &&
    choices.length <= CHOICES_SHOWN_MAX &&
    !choices.some(({ media }) => media) &&
    !row.list_name?.includes('.');
  return (isPlain && first) || ExtendedQuestion;
}

/** Fetches the views of a form before its first question is asked, so that none of them waits. */
export async function loadViews({ questions }: CompiledForm): Promise<void> {
  const needs = [...questions.values()].some((question) => viewOf(question) === ExtendedQuestion);
  if (needs) await ExtendedQuestion.load();
}
