import { useState } from 'preact/hooks';
import type { DraftSummary } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { isolated, translated } from '../../translated.tsx';

/** More than this would push the two big cards off a small screen. */
const SHOWN_AT_FIRST = 2;

/** What she began and has not finished, the last one first. */
export function Drafts() {
  const work = useWork();
  const { t, number } = useT();
  const drafts = useLive(() => work.drafts(), [work]) ?? [];
  const [isOpen, setOpen] = useState(false);
  if (drafts.length === 0) return null;
  const shown = isOpen ? drafts : drafts.slice(0, SHOWN_AT_FIRST);
  const count = drafts.length - shown.length;
  return (
    <section class="stack home-drafts" aria-label={t('collector:home.drafts')}>
      {shown.map((draft) => (
        <DraftCard key={draft.id} draft={draft} />
      ))}
      {count > 0 && (
        <Button kind="quiet" icon="chevron-down" onClick={() => setOpen(true)}>
          {t('collector:home.moreDrafts', { count, n: number(count) })}
        </Button>
      )}
    </section>
  );
}

/** What was begun: whose interview, or which kind of place, and from when. */
export function DraftCard({ draft }: { draft: DraftSummary }) {
  const { t, number, when, language } = useT();
  const isPlace = draft.subject === 'place';
  const { instanceName, respondent, kind = draft.formTitle } = draft;
  const name = isolated(instanceName ?? respondent ?? translated(kind, language).words);
  const time = when(draft.updatedAt);
  const where = { page: number(draft.page), pages: number(draft.pages), time };
  return (
    <Card
      // A correction begins at all the answers: she came for one of them, not for every page.
      href={isPlace ? `/report/${draft.id}` : `/survey/${draft.id}${draft.isCorrection ? '/review' : ''}`}
      icon={isPlace ? 'map-pin' : 'door-open'}
      title={t(draft.isCorrection ? 'collector:home.resumeCorrection' : 'collector:home.resume', { name })}
      text={
        isPlace || draft.page === 0
          ? t('collector:home.resumeSaved', { time })
          : t('collector:home.resumeText', where)
      }
    />
  );
}
