import { useT } from '../../language.ts';
import { Button } from '../../parts/Button.tsx';

interface PagerProps {
  total: number;
  skip: number;
  rows: number;
  onSkip: (skip: number) => void;
}

/** How many there are, and the way through them. */
export function Pager({ total, skip, rows, onSkip }: PagerProps) {
  const { t, number } = useT();
  const to = Math.min(skip + rows, total);
  return (
    <div class="pager">
      <p role="status">
        {total <= rows
          ? t('desk:responses.count', { count: total, number: number(total) })
          : t('desk:responses.range', { from: number(skip + 1), to: number(to), total: number(total) })}
      </p>
      {total > rows && (
        <div class="row">
          <Button icon="chevron-left" disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - rows))}>
            {t('desk:responses.previous')}
          </Button>
          <Button iconEnd="chevron-right" disabled={to === total} onClick={() => onSkip(skip + rows)}>
            {t('desk:responses.next')}
          </Button>
        </div>
      )}
    </div>
  );
}
