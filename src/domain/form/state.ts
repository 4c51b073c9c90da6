/** What other rooms use of an open form; each function is pure and takes the form and its state. */

export { choicesFor } from './choices.ts';
export type { Clock } from './clock.ts';
export { type Page, pages } from './pages.ts';
export { isReadOnly, isRequired, type Problem, problems } from './problems.ts';
export { answerAt, answerQuestion, type FormState, openForm } from './recompute.ts';
export { newAnswers, newState } from './start.ts';
export { answerText, labelText } from './words.ts';
