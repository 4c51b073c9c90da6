/**
 * For a button that goes away with what it was about: the focus would go with it, to nowhere. The page's heading is where
 * she goes on; the page stays where she has scrolled it.
 */
export function focusHeading(): void {
  document.querySelector('h1')?.focus({ preventScroll: true });
}
