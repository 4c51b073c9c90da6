import { useT } from '../../language.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Received } from './Received.tsx';

/** More than one answer of the server can hold is on its way: a first time at a large campaign, or after weeks. */
export function Arriving({ done, total }: { done: number; total: number }) {
  const { t } = useT();
  return (
    <Notice tone="info" icon="download" title={t('more:send.receiving')}>
      <Received done={done} total={total} />
    </Notice>
  );
}
