import './tables.css';
import type { PersonRow } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Busy } from '../../parts/Busy.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { isolated } from './change.ts';
import { DeskScreen } from './DeskScreen.tsx';
import { useDesk } from './deskContext.ts';
import { JoinLink } from './JoinLink.tsx';

const DAY_MS = 86_400_000;
/** A phone that has been silent for so long deserves a call. */
const SILENT_DAYS = 3;

const COLUMNS = ['name', 'last', 'surveys', 'reports', 'waiting', 'attention'] as const;

/** Whose phones have sent what, the longest silent first. */
export function People() {
  const desk = useDesk();
  const { t } = useT();
  const people = useLive(() => desk.people(), [desk]);
  return (
    <DeskScreen tab="people">
      {people === undefined && <Busy />}
      {people?.length === 0 && (
        <EmptyState icon="users" title={t('desk:people.none')}>
          {t('desk:people.noneText')}
        </EmptyState>
      )}
      {people !== undefined && people.length > 0 && (
        <>
          <p class="soft">{t('desk:people.about')}</p>
          <div class="table-room">
            <table class="desk-table people-table">
              <thead>
                <tr>
                  {COLUMNS.map((column) => (
                    <th key={column} scope="col" class={`column-${column}`}>
                      {t(`desk:people.columns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {people.map((person) => (
                  <Row key={person.collector} person={person} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <JoinLink />
    </DeskScreen>
  );
}

function Row({ person }: { person: PersonRow }) {
  const { t, number } = useT();
  const { collector, devices, surveys, reports, waiting, attention } = person;
  const label = t('desk:people.show', { name: isolated(collector) });
  return (
    <tr>
      <th scope="row">
        <a class="row-link" href={`/desk?collector=${encodeURIComponent(collector)}`} aria-label={label}>
          <bdi class="row-name">{collector}</bdi>
        </a>
        {devices > 0 && (
          <span class="cell-range">
            {t('desk:people.phones', { count: devices, number: number(devices) })}
          </span>
        )}
      </th>
      <td>
        <LastSent at={person.lastSyncAt} />
      </td>
      <Count of="surveys" count={surveys} />
      <Count of="reports" count={reports} />
      <Count of="waiting" count={waiting} looks={waiting > 0 ? 'cell-waiting' : ''} />
      <Count of="attention" count={attention} looks={attention > 0 ? 'cell-attention' : ''} />
    </tr>
  );
}

interface CountProps {
  of: 'surveys' | 'reports' | 'waiting' | 'attention';
  count: number;
  looks?: string;
}

/** On a phone, where there is no room for a table, each number says its own name. */
function Count({ of, count, looks = '' }: CountProps) {
  const { t, number } = useT();
  return (
    <td class={`cell-number ${looks}`} data-label={t(`desk:people.columns.${of}`)}>
      {looks === 'cell-attention' && <Icon name="triangle-alert" />}
      {number(count)}
    </td>
  );
}

function LastSent({ at }: { at: string | undefined }) {
  const { t, when } = useT();
  const days = at === undefined ? undefined : daysSince(at);
  if (at === undefined || days === undefined) return <span class="soft">{t('desk:people.never')}</span>;
  const isSilent = days >= SILENT_DAYS;
  return (
    <span class={isSilent ? 'last-sent last-sent-silent' : 'last-sent'}>
      <Icon name={isSilent ? 'clock' : 'circle-check'} />
      <span>
        <Ago days={days} />
        <span class="cell-range">
          <bdi>{when(at)}</bdi>
        </span>
      </span>
    </span>
  );
}

function Ago({ days }: { days: number }) {
  const { t, number } = useT();
  if (days === 0) return <>{t('desk:people.today')}</>;
  if (days === 1) return <>{t('desk:people.yesterday')}</>;
  return <>{t('desk:people.days', { count: days, number: number(days) })}</>;
}

/** Calendar days on this device, so that last night is yesterday. */
function daysSince(at: string): number {
  const day = (time: Date): number => Date.UTC(time.getFullYear(), time.getMonth(), time.getDate());
  return Math.max(0, Math.round((day(new Date()) - day(new Date(at))) / DAY_MS));
}
