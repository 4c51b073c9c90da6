import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse } from '../../../app/index.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { moreScreen } from '../../lazyScreen.tsx';
import { Button } from '../../parts/Button.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { JumpList, SurveyMenu } from './later.ts';

const DiscardDialog = moreScreen(async () => (await import('./DiscardDialog.tsx')).DiscardDialog);

export interface SurveyBarProps {
  open: OpenResponse;
  onAnswersOnly?: (() => void) | undefined;
  /** All questions stand on one page now. */
  isList?: boolean;
  /** Given where the screen is large enough for that. */
  onList?: ((isList: boolean) => void) | undefined;
}

/** Leaving loses nothing, so it is one tap; discarding is two. */
export function SurveyBar(props: SurveyBarProps) {
  const { open, onAnswersOnly } = props;
  const app = useApp();
  const { t } = useT();
  const { route } = useLocation();
  const [sheet, setSheet] = useState<'none' | 'jump' | 'menu' | 'discard'>('none');
  const close = () => setSheet('none');
  const leave = () => route('/');
  return (
    <div class="survey-bar">
      <IconButton icon="house" label={t('collector:survey.leave')} onClick={leave} />
      <span class="survey-bar-space" />
      <IconButton icon="list" label={t('collector:survey.jump')} onClick={() => setSheet('jump')} />
      <LanguageButton onChosen={(language) => void app.setLanguage(language)} />
      {onAnswersOnly && (
        <IconButton icon="eye-off" label={t('collector:survey.answersOnly')} onClick={onAnswersOnly} />
      )}
      <IconButton icon="menu" label={t('collector:survey.menu')} onClick={() => setSheet('menu')} />
      {sheet === 'menu' && (
        <SurveyMenu {...props} onLeave={leave} onDiscard={() => setSheet('discard')} onClose={close} />
      )}
      {sheet === 'jump' && <JumpList open={open} view={open.current()} onClose={close} />}
      {sheet === 'discard' && <DiscardDialog draft={open.current().draft} open onClose={close} />}
    </div>
  );
}

/** One way out and nothing to read: earlier answers and the menu stay out of her sight. */
export function AnswersOnlyBar({ onShowAll }: { onShowAll: () => void }) {
  const { t } = useT();
  return (
    <Button kind="quiet" icon="eye" onClick={onShowAll}>
      {t('collector:survey.showAll')}
    </Button>
  );
}
