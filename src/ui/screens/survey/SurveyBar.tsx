import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../app/index.ts';
import { useApp } from '../../context.tsx';
import { useT } from '../../language.ts';
import { moreScreen } from '../../lazyScreen.tsx';
import { Button } from '../../parts/Button.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { LanguageButton } from '../../parts/LanguagePicker.tsx';
import { Menu } from '../../parts/Menu.tsx';
import { JumpList } from './later.ts';
import { pageAddress, reviewAddress } from './steps.ts';
import { stepOn } from './way.ts';

const DiscardDialog = moreScreen(async () => (await import('./DiscardDialog.tsx')).DiscardDialog);

interface SurveyBarProps {
  open: OpenResponse;
  view: OpenView;
  onAnswersOnly?: (() => void) | undefined;
  /** All questions stand on one page now. */
  isList?: boolean;
  /** Given where the screen is large enough for that. */
  onList?: ((isList: boolean) => void) | undefined;
}

/** Leaving loses nothing, so it is one tap; discarding is two. */
export function SurveyBar({ open, view, onAnswersOnly, isList = false, onList }: SurveyBarProps) {
  const app = useApp();
  const { t } = useT();
  const { route } = useLocation();
  const [sheet, setSheet] = useState<'none' | 'jump' | 'discard'>('none');
  const close = () => setSheet('none');
  const leave = () => route('/');
  const review = () =>
    stepOn(route, pageAddress(view.draft.id, view.draft.position ?? ''), reviewAddress(view.draft.id));
  const privately = onAnswersOnly && {
    label: t('collector:survey.answersOnly'),
    icon: 'eye-off' as const,
    onSelect: onAnswersOnly,
  };
  return (
    <div class="survey-bar">
      <IconButton icon="house" label={t('collector:survey.leave')} onClick={leave} />
      <span class="survey-bar-space" />
      <IconButton icon="list" label={t('collector:survey.jump')} onClick={() => setSheet('jump')} />
      <LanguageButton onChosen={(language) => void app.setLanguage(language)} />
      {privately && <IconButton icon="eye-off" label={privately.label} onClick={privately.onSelect} />}
      <Menu
        label={t('collector:survey.menu')}
        items={[
          { label: t('collector:survey.leave'), icon: 'house', onSelect: leave },
          ...(privately
            ? [
                privately,
                { label: t('collector:survey.review'), icon: 'list-checks' as const, onSelect: review },
              ]
            : []),
          ...(onList
            ? [
                {
                  label: t('collector:survey.list'),
                  icon: 'table' as const,
                  pressed: isList,
                  onSelect: () => onList(!isList),
                },
              ]
            : []),
          {
            label: t('collector:survey.discard'),
            icon: 'trash',
            danger: true,
            onSelect: () => setSheet('discard'),
          },
        ]}
      />
      {sheet === 'jump' && <JumpList open={open} view={view} onClose={close} />}
      {sheet === 'discard' && <DiscardDialog draft={view.draft} open onClose={close} />}
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
