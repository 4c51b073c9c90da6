import { moreScreen } from '../../lazyScreen.tsx';

/** What only some surveys, or some moments of one, need: one file, with the words of the review. */
export const RepeatCards = moreScreen(async () => (await import('./extended/index.ts')).RepeatCards);
export const ListSurvey = moreScreen(async () => (await import('./extended/index.ts')).ListSurvey);
export const JumpList = moreScreen(async () => (await import('./extended/index.ts')).JumpList);
export const SurveyMenu = moreScreen(async () => (await import('./extended/index.ts')).SurveyMenu);
export const Watched = moreScreen(async () => (await import('./extended/index.ts')).Watched);
