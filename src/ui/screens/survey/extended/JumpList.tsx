import './extended.css';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { OpenResponse, OpenView } from '../../../../app/index.ts';
import { progressAt } from '../../../../domain/form/progress.ts';
import { labelText } from '../../../../domain/form/state.ts';
import { written } from '../../../../language/index.ts';
import { useT } from '../../../language.ts';
import { Dialog } from '../../../parts/Dialog.tsx';
import { Icon } from '../../../parts/Icon.tsx';
import type { IconName } from '../../../parts/icons.ts';
import { usePlain, Words } from '../../../questions/Words.tsx';
import { sectionName } from '../ReviewSection.tsx';
import { pageAddress } from '../steps.ts';
import { stepOn } from '../way.ts';
import { countAnswered, type Jump, jumpSections, type PageStanding } from './jumps.ts';

export interface JumpListProps {
  open: OpenResponse;
  view: OpenView;
  onClose: () => void;
}

const ICONS: Readonly<Record<PageStanding, IconName>> = {
  answered: 'circle-check',
  open: 'minus',
  needed: 'triangle-alert',
  wrong: 'circle-x',
  note: 'info',
};

/** All pages of the survey with what is answered, open or wrong; a tap goes there. */
export function JumpList({ open, view, onClose }: JumpListProps) {
  const { t, number } = useT();
  const plain = usePlain();
  const sections = useMemo(
    () => jumpSections(open.form, view.state, view.pages),
    [open, view.state, view.pages],
  );
  // In the numbers of the page that she came from.
  const { page, pages } = progressAt(open.form, view.pages, view.draft.position);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' }),
    [],
  );
  return (
    <Dialog title={t('more:jump.title')} open onClose={onClose} shape="sheet">
      <p class="soft">
        {t('more:jump.counts', {
          page: number(page),
          pages: number(pages),
          answered: number(countAnswered(sections)),
        })}
      </p>
      <div class="jump-list" ref={list}>
        {sections.map((section) => (
          <section key={section.jumps[0]?.page.path} class="jump-section">
            <h3 lang={written(view.draft.language).lang}>
              {plain(sectionName(open, view, section, number)) || t('more:review.general')}
            </h3>
            <ul>
              {section.jumps.map((jump) => (
                <li key={jump.page.path}>
                  <JumpLine open={open} view={view} jump={jump} onClose={onClose} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function JumpLine({ open, view, jump, onClose }: JumpListProps & { jump: Jump }) {
  const { t } = useT();
  const { route } = useLocation();
  const { id, language, position } = view.draft;
  const { path } = jump.page;
  const words = labelText(open.form, view.state, open.form.questions.get(path)?.row.label, language, path);
  const go = () => {
    onClose();
    stepOn(route, pageAddress(id, position ?? ''), pageAddress(id, path));
  };
  return (
    <button
      type="button"
      class={`jump-line jump-${jump.standing}`}
      aria-current={path === position ? 'page' : undefined}
      onClick={go}
    >
      <Icon name={ICONS[jump.standing]} />
      <span class="jump-words" lang={written(language).lang} dir="auto">
        <Words text={words || path} />
      </span>
      {jump.standing !== 'note' && <span class="jump-state">{t(`more:jump.${jump.standing}`)}</span>}
    </button>
  );
}
