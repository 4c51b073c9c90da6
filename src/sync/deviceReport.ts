import { type DeviceDocument, SCHEMA_VERSION } from '../domain/document.ts';
import type { CampaignStore } from '../storage/index.ts';

/**
 * How old the account may grow when nothing changed. Shorter would send a document a session for nothing; longer would
 * make a collector who has nothing to send look lost.
 */
const REPORT_MS_MAX = 6 * 3_600_000;

export interface Reporter {
  readonly name: string;
  readonly device: string;
  readonly appVersion?: string;
}

/**
 * What the phone tells about itself, for the coordinator's list: saved when a count changed.
 * @returns whether there is something new to send
 */
export async function saveDeviceReport(
  store: CampaignStore,
  { name, device, appVersion = '' }: Reporter,
  nowMs: number,
): Promise<boolean> {
  const [campaign] = await store.documents.ofType('campaign');
  if (!campaign) return false;
  const id = `device:${device}:${name}`;
  const report: DeviceDocument = {
    type: 'device',
    schema: SCHEMA_VERSION,
    campaign: campaign.body.campaign,
    device,
    collector: name,
    lastSyncAt: new Date(nowMs).toISOString(),
    ...(await countsOf(store, name)),
    appVersion,
  };
  const last = await store.documents.get(id);
  if (last !== undefined && !isNews(last.body, report, nowMs)) return false;
  await store.write.save(id, report, name);
  return true;
}

async function countsOf(store: CampaignStore, author: string) {
  const [waiting, receipts, quarantined] = await Promise.all([
    store.outbox.count(author),
    store.receipts.by(author),
    store.quarantine.list(),
  ]);
  return {
    waiting,
    received: receipts.filter(({ id }) => id.startsWith('response:')).length,
    attention: quarantined.filter(({ entry }) => entry?.author === author && entry.type !== 'device').length,
  };
}

function isNews(last: Readonly<Record<string, unknown>>, next: DeviceDocument, nowMs: number): boolean {
  const { lastSyncAt: _at, ...counts } = next;
  const isChanged = Object.entries(counts).some(([key, value]) => last[key] !== value);
  // A clock that was set back makes the last one look young for ever: any distance counts.
  return isChanged || !(Math.abs(nowMs - Date.parse(String(last['lastSyncAt']))) < REPORT_MS_MAX);
}
