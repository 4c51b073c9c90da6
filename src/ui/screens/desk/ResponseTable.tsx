import type { DeskOverview, ResponseRow } from '../../../app/index.ts';
import { previewIn } from '../../../domain/response.ts';
import { useT } from '../../language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Preview } from '../../parts/Preview.tsx';
import { Said, translated } from '../../translated.tsx';
import { recordForm } from '../records/naming.ts';
import { RecordName } from '../records/RecordName.tsx';
import { Decision } from './Decision.tsx';
import { moveInList } from './moveInList.ts';

interface ResponseTableProps {
  rows: readonly ResponseRow[];
  rounds: DeskOverview['rounds'];
  opened: string | undefined;
}

export const recordHref = (id: string): string => `/desk/record/${encodeURIComponent(id)}`;

const COLUMNS = ['what', 'round', 'collector', 'when', 'state'] as const;

export function ResponseTable({ rows, rounds, opened }: ResponseTableProps) {
  const { t } = useT();
  return (
    <table class="desk-table response-table" onKeyDown={moveInList}>
      <caption class="visually-hidden">{t('desk:responses.keys')}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" class={`column-${column}`}>
              {t(`desk:responses.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} rounds={rounds} isOpened={row.id === opened} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: ResponseRow;
  rounds: DeskOverview['rounds'];
  isOpened: boolean;
}

function Row({ row, rounds, isOpened }: RowProps) {
  const { t, when, language } = useT();
  const { document, title, state, isConflicted } = row;
  const round = rounds.find(({ name }) => name === document.round)?.title;
  const named = { ...document, ...row };
  const form = recordForm(named, language);
  const { lang } = translated(title, language);
  return (
    <tr class={isOpened ? 'row-opened' : undefined}>
      <th scope="row" class="column-what">
        <a class="row-link" href={recordHref(row.id)} aria-current={isOpened ? 'true' : undefined}>
          <Preview url={previewIn(document.answers)} alt={t('desk:responses.photo')} />
          <span>
            <RecordName record={named} class="row-name" />
            {form !== undefined && (
              <span class="row-form" lang={lang}>
                {form}
              </span>
            )}
          </span>
        </a>
        {isConflicted && (
          <span class="mark-conflict">
            <Icon name="git-compare" />
            {t('desk:responses.twoVersions')}
          </span>
        )}
      </th>
      <td class="column-round">{round && <Said text={round} />}</td>
      <td class="column-collector">
        <bdi>{document.collector}</bdi>
      </td>
      <td class="column-when">
        <bdi>{when(document.trail.finalizedAt)}</bdi>
      </td>
      <td class="column-state">
        <Decision state={state} />
      </td>
    </tr>
  );
}
