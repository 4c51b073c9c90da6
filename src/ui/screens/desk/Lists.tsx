import type { EntityConflict, EntityList } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Card.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { isolated } from './change.ts';
import { useDesk } from './deskContext.ts';
import { Saved, useSaving } from './Exports.tsx';

/** The things that forms keep lists of, and what people who did not know of each other said differently about them. */
export function Lists() {
  const desk = useDesk();
  const { t, number } = useT();
  const lists = useLive(() => desk.lists(), [desk]) ?? [];
  const { saved, isSaving, save } = useSaving();
  if (lists.length === 0) return null;
  return (
    <Card as="section" icon="list" heading={2} title={t('desk:lists.title')} text={t('desk:lists.text')}>
      {lists.map((one) => (
        <Apart key={one.list} list={one} />
      ))}
      <div class="files-forms">
        {lists.map(({ list, count }) => (
          <Button
            key={list}
            icon="file-down"
            busy={isSaving}
            onClick={() => save(() => desk.exportList(list))}
          >
            {t('desk:lists.csvOf', { list: isolated(list) })}
            <span class="files-count">{t('desk:files.rows', { count, number: number(count) })}</span>
          </Button>
        ))}
      </div>
      <Saved outcome={saved} />
    </Card>
  );
}

/** Nothing of it is lost or wrong: the next visit to the thing settles it. */
function Apart({ list: { list, apart } }: { list: EntityList }) {
  const { t, number } = useT();
  if (apart.length === 0) return null;
  const count = apart.length;
  return (
    <Notice
      tone="attention"
      title={t('desk:lists.apart', { count, number: number(count), list: isolated(list) })}
    >
      <ul class="import-counts">
        {apart.map(({ uuid, label, conflicts }) => (
          <li key={uuid}>
            <b>
              <bdi>{label || uuid}</bdi>
            </b>
            {conflicts.map((conflict) => (
              <Said key={conflict.property} conflict={conflict} />
            ))}
          </li>
        ))}
      </ul>
      <p>{t('desk:lists.settle')}</p>
    </Notice>
  );
}

function Said({ conflict: { property, said } }: { conflict: EntityConflict }) {
  const { t } = useT();
  return (
    <>
      <br />
      <bdi>{property === 'label' ? t('desk:lists.label') : property}</bdi>:{' '}
      {said
        .map(({ value, collector }) =>
          t('desk:lists.said', { value: isolated(value || '–'), name: isolated(collector) }),
        )
        .join(' · ')}
    </>
  );
}
