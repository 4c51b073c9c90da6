import type { RefusedDocuments } from '../../../app/index.ts';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { focusHeading } from '../../parts/focusHeading.ts';
import { Notice } from '../../parts/Notice.tsx';

/** What the server refused and no record of hers shows: a coordinator's decision, a form. Nothing when there is none. */
export function Refused() {
  const work = useWork();
  const refused = useLive(() => work.refusedBesides(), [work]) ?? [];
  return (
    <>
      {refused.map((one) => (
        <RefusedKind key={one.ids.join()} refused={one} />
      ))}
    </>
  );
}

const KINDS = ['campaign', 'entity', 'file', 'form', 'media', 'response', 'review'] as const;

function RefusedKind({ refused: { type, ids, trouble: why } }: { refused: RefusedDocuments }) {
  const work = useWork();
  const { t, trouble, number } = useT();
  const kind = KINDS.find((one) => one === type) ?? 'response';
  const again = async () => {
    for (const id of ids) await work.retry(id);
    focusHeading();
  };
  return (
    <Notice
      tone="attention"
      title={t(`more:refused.${kind}`, { n: number(ids.length) })}
      actions={
        <Button icon="send" onClick={() => void again()}>
          {t('more:record.retry')}
        </Button>
      }
    >
      {trouble(why.why, why.words)}
    </Notice>
  );
}
