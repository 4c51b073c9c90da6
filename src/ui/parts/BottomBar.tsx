import './BottomBar.css';
import type { ComponentChildren } from 'preact';

/** Under the thumb, always in sight: the way back first, the way on last and widest. */
export function BottomBar({ children }: { children: ComponentChildren }) {
  return (
    <footer class="bottom-bar">
      <div class="bottom-bar-row">{children}</div>
    </footer>
  );
}
