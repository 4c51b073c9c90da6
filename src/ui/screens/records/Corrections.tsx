import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { DraftCard } from '../home/Drafts.tsx';

/**
 * What was changed and not finished again: the server still has the version from before. Nothing when there is none.
 * @param of id of one record, or those of all
 */
export function Corrections({ of }: { of?: string }) {
  const work = useWork();
  const { t } = useT();
  const drafts = useLive(() => work.drafts(), [work]) ?? [];
  const corrections = drafts.filter(({ isCorrection, id }) => isCorrection && (of ?? id) === id);
  if (corrections.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="corrections">
      <h2 id="corrections" class="records-heading">
        {t('more:list.corrections')}
      </h2>
      <p class="soft small">{t('more:list.correctionsText')}</p>
      {corrections.map((draft) => (
        <DraftCard key={draft.id} draft={draft} />
      ))}
    </section>
  );
}
