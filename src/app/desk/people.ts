import type { DeviceDocument } from '../../domain/document.ts';
import type { CampaignStore } from '../../storage/index.ts';
import type { PersonRow } from './types.ts';

/** Every collector who has sent something or whose phone has; the one not heard of longest comes first. */
export async function peopleRows(store: CampaignStore): Promise<PersonRow[]> {
  const [devices, responses] = await Promise.all([
    store.documents.ofType('device'),
    store.documents.responses(),
  ]);
  const rows = new Map<string, PersonRow>();
  const rowOf = (collector: string): PersonRow => {
    const known = rows.get(collector) ?? noneYet(collector);
    rows.set(collector, known);
    return known;
  };
  for (const { body } of devices) addDevice(rowOf(body.collector), body);
  for (const { body } of responses) {
    const row = rowOf(body.collector);
    if (body.subject === 'survey') row.surveys += 1;
    else row.reports += 1;
  }
  return [...rows.values()].sort(
    (a, b) => timeOf(a) - timeOf(b) || a.collector.localeCompare(b.collector, 'en'),
  );
}

/** Whose phone never told anything has handed her work over as a file: nothing to worry about, so last. */
const timeOf = ({ lastSyncAt }: PersonRow): number =>
  lastSyncAt === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(lastSyncAt);

const noneYet = (collector: string): PersonRow => ({
  collector,
  devices: 0,
  surveys: 0,
  reports: 0,
  waiting: 0,
  attention: 0,
});

function addDevice(row: PersonRow, { lastSyncAt, waiting, attention }: DeviceDocument): void {
  row.devices += 1;
  row.waiting += waiting;
  row.attention += attention;
  const isLater = row.lastSyncAt === undefined || Date.parse(row.lastSyncAt) < Date.parse(lastSyncAt);
  if (isLater) row.lastSyncAt = lastSyncAt;
}
