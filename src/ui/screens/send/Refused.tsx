import { useEffect } from 'preact/hooks';
import type { RefusedDocuments } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { focusHeading } from '../../parts/focusHeading.ts';
import { Notice } from '../../parts/Notice.tsx';
import { type Again, useAgain, useHeld } from '../records/useAgain.ts';

/** What the server refused and no record of hers shows: a coordinator's decision, a form. Nothing when there is none. */
export function Refused() {
  const work = useWork();
  const again = useAgain();
  const refused = useHeld(useLive(() => work.refusedBesides(), [work]) ?? [], again);
  const count = refused.length;
  // The button goes with what it was about.
  useEffect(() => {
    if (again.triedAt && document.activeElement === document.body) focusHeading();
  }, [again.triedAt, count]);
  return (
    <>
      {refused.map((one) => (
        <RefusedKind key={one.ids.join()} refused={one} again={again} />
      ))}
    </>
  );
}

const KINDS = ['campaign', 'entity', 'file', 'form', 'media', 'response', 'review'] as const;

function RefusedKind({ refused, again }: { refused: RefusedDocuments; again: Again }) {
  const { type, ids, trouble: why } = refused;
  const { t, trouble, number, when } = useT();
  const kind = KINDS.find((one) => one === type) ?? 'response';
  const isChosen = again.ids[0] === ids[0];
  const isTrying = isChosen && again.isTrying;
  return (
    <Notice
      tone="attention"
      title={t(`more:refused.${kind}`, { n: number(ids.length) })}
      actions={
        <Button icon="send" busy={isTrying} onClick={() => again.begin(...ids)}>
          {t('more:record.retry')}
        </Button>
      }
    >
      {trouble(why.why, why.words)}
      <p role="status">
        {isTrying && t('more:send.asking')}
        {isChosen && again.triedAt && t('more:record.refusedAgain', { time: when(again.triedAt) })}
      </p>
    </Notice>
  );
}
