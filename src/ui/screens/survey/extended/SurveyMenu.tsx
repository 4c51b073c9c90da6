import { useLocation } from 'preact-iso/router';
import { useT } from '../../../language.ts';
import { type MenuItem, MenuSheet } from '../../../parts/Menu.tsx';
import type { SurveyBarProps } from '../SurveyBar.tsx';
import { pageAddress, reviewAddress } from '../steps.ts';
import { stepOn } from '../way.ts';

interface SurveyMenuProps extends SurveyBarProps {
  onLeave: () => void;
  onDiscard: () => void;
  onClose: () => void;
}

/** Rare actions of a survey. */
export function SurveyMenu(props: SurveyMenuProps) {
  const { open, onAnswersOnly, isList = false, onList, onLeave, onDiscard, onClose } = props;
  const { t } = useT();
  const { route } = useLocation();
  const { id, position } = open.current().draft;
  const review = () => stepOn(route, pageAddress(id, position ?? ''), reviewAddress(id));
  const items: MenuItem[] = [{ label: t('collector:survey.leave'), icon: 'house', onSelect: onLeave }];
  if (onAnswersOnly !== undefined) {
    items.push({ label: t('collector:survey.answersOnly'), icon: 'eye-off', onSelect: onAnswersOnly });
    items.push({ label: t('more:survey.review'), icon: 'list-checks', onSelect: review });
  }
  if (onList !== undefined) {
    items.push({
      label: t('more:survey.list'),
      icon: 'table',
      pressed: isList,
      onSelect: () => onList(!isList),
    });
  }
  items.push({ label: t('more:survey.discard'), icon: 'trash', danger: true, onSelect: onDiscard });
  // What is chosen may open a sheet of its own, and so this one is closed before.
  return <MenuSheet label={t('collector:survey.menu')} items={items} open onClose={onClose} />;
}
