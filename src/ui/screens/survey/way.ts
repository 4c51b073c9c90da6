/**
 * The steps forward that lie behind her in the browser's history, the last one last. A page's own Back then goes back
 * in that history instead of making it longer, so that the phone's Back key and the button mean the same.
 */
const steps: { from: string; to: string }[] = [];

type Route = (address: string, replace?: boolean) => void;

/** A survey is entered anew: what lies behind is not its pages. */
export function beginWay(): void {
  steps.length = 0;
}

/** For a link, which goes there by itself. */
export function noteStep(from: string, to: string): void {
  steps.push({ from, to });
}

export function stepOn(route: Route, from: string, to: string): void {
  noteStep(from, to);
  route(to);
}

export function stepBack(route: Route, here: string, to: string): void {
  if (takeStepBack(here, to)) history.back();
  else route(to, true);
}

/** Whether the last step was from `to` to `here`; steps that the phone's Back key has undone are dropped before. */
export function takeStepBack(here: string, to: string): boolean {
  while (steps.length > 0 && steps.at(-1)?.to !== here) steps.pop();
  if (steps.at(-1)?.from !== to) return false;
  steps.pop();
  return true;
}
