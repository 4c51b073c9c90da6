import './practice.css';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso/router';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { PRACTICE_WORD } from '../../parts/Screen.tsx';

/** Around every screen of practice: stripes, the word, and the way out, which no page scrolls away. */
export function PracticeFrame({ children }: { children: ComponentChildren }) {
  const app = useApp();
  const { t } = useT();
  const { route } = useLocation();
  const end = () => {
    // What is open is left, and kept, before real work comes.
    route('/');
    void app.practice.end();
  };
  return (
    <div class="practice">
      <aside class="practice-bar" aria-labelledby={PRACTICE_WORD}>
        <Icon name="lightbulb" />
        <strong id={PRACTICE_WORD}>{t('more:practice.title')}</strong>
        <Button onClick={end}>{t('more:practice.end')}</Button>
      </aside>
      {children}
    </div>
  );
}
