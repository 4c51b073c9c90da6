import type { Answer, Answers } from '../../domain/answer.ts';
import { conflicts } from '../../domain/revisions.ts';
import type { CampaignStore, ResponseQuery } from '../../storage/index.ts';
import { type FormWords, formWords } from '../views/formWords.ts';
import { type Decisions, decisionsOf, newestFirst, type StoredResponse, stateOf } from './sources.ts';
import type { ResponseFilter, ResponsePage, ResponseRow } from './types.ts';

/** More rows at once would make the first paint of the list slow on a cheap laptop; fewer would mean turning pages. */
const PAGE_ROWS = 50;

/** The responses that a filter leaves, newest first, one page of them. */
export async function responsePage(store: CampaignStore, filter: ResponseFilter): Promise<ResponsePage> {
  const [responses, decisions, words] = await Promise.all([
    store.documents.responses(queryOf(filter)),
    decisionsOf(store),
    wordsOfForms(store),
  ]);
  const searched = wordsOf(filter.text);
  const found = newestFirst(responses).filter(
    (response) => isWanted(response, filter, decisions) && searched.every((word) => mentions(response, word)),
  );
  const { skip = 0, limit = PAGE_ROWS } = filter;
  const page = found.slice(skip, skip + limit);
  return { total: found.length, rows: page.map((response) => rowOf(response, decisions, words)) };
}

function queryOf({ subject, form, round, collector }: ResponseFilter): ResponseQuery {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(form === undefined ? {} : { form }),
    ...(round === undefined ? {} : { round }),
    ...(collector === undefined ? {} : { collector }),
  };
}

const isWanted = (
  response: StoredResponse,
  { state, isConflicted }: ResponseFilter,
  decisions: Decisions,
): boolean =>
  (state === undefined || stateOf(response, decisions) === state) &&
  (isConflicted === undefined || hasConflict(response) === isConflicted);

const hasConflict = ({ leaves }: StoredResponse): boolean => conflicts(leaves).length > 0;

const wordsOf = (text = ''): string[] => text.toLocaleLowerCase().split(/\s+/).filter(Boolean);

function mentions({ id, body }: StoredResponse, word: string): boolean {
  const { respondent = '', instanceName = '', collector, answers } = body;
  return [id, respondent, instanceName, collector, ...texts(answers)].some((text) =>
    text.toLocaleLowerCase().includes(word),
  );
}

/** Not who the instances of repeats are: nobody knows that by heart. */
const texts = (answers: Answers): string[] =>
  Object.entries(answers).flatMap(([path, answer]) => (path.endsWith(']') ? [] : textOf(answer)));

function textOf(answer: Answer): string[] {
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'object' ? [] : [String(answer)];
}

function rowOf(
  response: StoredResponse,
  decisions: Decisions,
  words: ReadonlyMap<string, FormWords>,
): ResponseRow {
  const { id, rev, body } = response;
  const form = words.get(body.formVersion);
  const kind = form?.kinds.get(String(body.answers['kind']));
  return {
    id,
    rev,
    document: body,
    title: form?.title ?? {},
    ...(kind === undefined ? {} : { kind }),
    state: stateOf(response, decisions),
    isConflicted: hasConflict(response),
  };
}

async function wordsOfForms(store: CampaignStore): Promise<ReadonlyMap<string, FormWords>> {
  const forms = await store.documents.ofType('form');
  return new Map(forms.map(({ id, body }) => [id, formWords(body.definition)]));
}
