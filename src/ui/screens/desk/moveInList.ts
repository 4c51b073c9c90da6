/** Arrow keys, Home and End move between the links of the rows, as in a list of messages. */
export function moveInList(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-link')];
  const here = links.indexOf(document.activeElement as HTMLElement);
  const next = targetOf(event.key, here, links.length);
  if (here < 0 || next === undefined) return;
  event.preventDefault();
  links[next]?.focus();
}

function targetOf(key: string, here: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(here + 1, count - 1);
    case 'ArrowUp':
      return Math.max(here - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
