/** Colours of the page's theme, as CSS colour texts; a map has none of its own. */
export interface Palette {
  readonly water: string;
  readonly land: string;
  readonly grid: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly paper: string;
  readonly onInk: string;
  readonly marigold: string;
  readonly leaf: string;
  readonly card: string;
}

const TOKENS = {
  water: '--slate-wash',
  land: '--map-ground',
  grid: '--map-grid',
  ink: '--ink',
  inkSoft: '--ink-soft',
  paper: '--paper',
  onInk: '--on-ink',
  marigold: '--marigold',
  leaf: '--leaf',
  card: '--card',
} as const satisfies Record<keyof Palette, string>;

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Palette;
}

/** Calls back when the person changes the theme. @returns how to stop */
export function onTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
