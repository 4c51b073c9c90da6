import type { Campaign, ResponseDocument } from '../document.ts';
import type { Choice, FormDefinition, Translated } from '../form/definition.ts';
import { placeRows } from '../form/rows.ts';
import { type Comparison, compareRounds, type Rounds } from './compare.ts';
import { byCode, type Identified, personsOf, type RoundPersons } from './person.ts';
import { inSegment, type Segment } from './segment.ts';

/** One round and who counts in it. */
export interface RoundFacts {
  readonly name: string;
  readonly title: Translated;
  readonly persons: number;
  /** Earlier interviews with a code that a later one of the same round carries too. */
  readonly repeated: number;
  /** Responses that the coordinator rejected; they count nowhere. */
  readonly rejected: number;
}

export interface LabelledComparison extends Comparison {
  readonly label: Translated;
}

/** A question by which the persons are split, with the difference of the chosen question in each part. */
export interface SegmentGroup {
  readonly question: string;
  readonly label: Translated;
  readonly parts: readonly (LabelledComparison & { readonly choice: string })[];
}

export interface Results {
  readonly baseline: RoundFacts;
  readonly endline: RoundFacts;
  /** Persons who are shown: all, or those of the segment; `inBoth` by their code. */
  readonly shown: { readonly baseline: number; readonly endline: number; readonly inBoth: number };
  /** null: everybody. */
  readonly segment: (Segment & { readonly label: Translated }) | null;
  /** Every question of the campaign's comparisons, within the segment. */
  readonly comparisons: readonly LabelledComparison[];
  /** The chosen question over all persons, and split. */
  readonly chosen: LabelledComparison;
  readonly groups: readonly SegmentGroup[];
}

export interface ResultsSource {
  readonly campaign: Campaign;
  readonly forms: readonly FormDefinition[];
  readonly responses: readonly Identified[];
  /** Ids of responses that do not count. */
  readonly rejected: ReadonlySet<string>;
}

export interface ResultsChoice {
  readonly segment?: Segment;
  /** Path of the question that the segments are compared on; the first one when it is not in the list. */
  readonly question?: string;
}

type Compared = NonNullable<Campaign['comparisons']>[number];

/**
 * What changed between the first and the last round of a campaign that ask what is compared.
 * @returns null when the campaign has no two rounds, or nothing to compare
 */
export function resultsOf(source: ResultsSource, choice: ResultsChoice = {}): Results | null {
  const { campaign } = source;
  const asked = campaign.comparisons ?? [];
  const rounds = campaign.rounds.filter(({ form }) => asksAny(source.forms, form, asked));
  const first = rounds[0];
  const last = rounds.at(-1);
  const chosen = asked.find(({ question }) => question === choice.question) ?? asked[0];
  if (first === undefined || last === undefined || first === last || chosen === undefined) return null;
  const counted = source.responses.filter(({ id }) => !source.rejected.has(id));
  const before = whoAnswered(personsOf(counted, first.name), asked);
  const after = whoAnswered(personsOf(counted, last.name), asked);
  const all: Rounds = { baseline: before.persons, endline: after.persons };
  const groups = segmentGroups(source, all, chosen);
  const shown = choice.segment === undefined ? all : inSegment(all, choice.segment);
  return {
    baseline: { ...first, ...factsOf(source, before, first.name) },
    endline: { ...last, ...factsOf(source, after, last.name) },
    shown: {
      baseline: shown.baseline.length,
      endline: shown.endline.length,
      inBoth: codesInBoth(shown),
    },
    segment: labelled(groups, choice.segment),
    comparisons: asked.map((one) => compared(shown, one)),
    chosen: compared(all, chosen),
    groups,
  };
}

/** A round about something else stands in no comparison; of a form that is not here nobody can tell. */
function asksAny(forms: readonly FormDefinition[], id: string, asked: readonly Compared[]): boolean {
  const versions = forms.filter(({ form_id }) => form_id === id);
  const paths = new Set(versions.flatMap(({ survey }) => placeRows(survey).map(({ path }) => path)));
  return versions.length === 0 || asked.some(({ question }) => paths.has(question));
}

/** Who said no at the door was visited, but is nobody whose knowledge could be counted. */
const whoAnswered = ({ persons, repeated }: RoundPersons, asked: readonly Compared[]): RoundPersons => ({
  persons: persons.filter(({ answers }) => asked.some(({ question }) => answers[question] !== undefined)),
  repeated,
});

const compared = (rounds: Rounds, { question, counts, label }: Compared): LabelledComparison => ({
  ...compareRounds(rounds, question, counts),
  label,
});

function factsOf(
  { responses, rejected }: ResultsSource,
  { persons, repeated }: ReturnType<typeof personsOf>,
  round: string,
): Pick<RoundFacts, 'persons' | 'repeated' | 'rejected'> {
  const isOfRound = ({ subject, round: own }: ResponseDocument) => subject === 'survey' && own === round;
  const dropped = responses.filter(({ id, document }) => rejected.has(id) && isOfRound(document));
  return { persons: persons.length, repeated, rejected: dropped.length };
}

function codesInBoth({ baseline, endline }: Rounds): number {
  const before = byCode(baseline);
  return [...byCode(endline).keys()].filter((code) => before.has(code)).length;
}

function segmentGroups({ campaign, forms }: ResultsSource, all: Rounds, chosen: Compared): SegmentGroup[] {
  return (campaign.segments ?? []).map(({ question, label }) => ({
    question,
    label,
    parts: choicesOf(forms, question).map((choice) => ({
      ...compared(inSegment(all, { question, choice: choice.name }), chosen),
      label: choice.label,
      choice: choice.name,
    })),
  }));
}

/** Choices of a question in the first form that asks it; a calculated one may name a list for its words. */
function choicesOf(forms: readonly FormDefinition[], question: string): readonly Choice[] {
  for (const form of forms) {
    const row = placeRows(form.survey).find(({ path }) => path === question)?.row;
    if (row?.list_name !== undefined) return form.choices[row.list_name] ?? [];
  }
  return [];
}

function labelled(groups: readonly SegmentGroup[], segment: Segment | undefined): Results['segment'] {
  if (segment === undefined) return null;
  const group = groups.find(({ question }) => question === segment.question);
  const part = group?.parts.find(({ choice }) => choice === segment.choice);
  return { ...segment, label: part?.label ?? {} };
}
