export { type CachedMedia, type CacheStore, openCacheStore } from './cacheStore.ts';
export { type CampaignStore, openCampaignStore } from './campaignStore.ts';
export type { Conflicts } from './conflicts.ts';
export type { StoreOptions } from './database.ts';
export {
  type Account,
  type Accounts,
  DEVICE_SETTING,
  type DeviceStore,
  openDeviceStore,
  type Settings,
} from './deviceStore.ts';
export { isIntact, md5Digest } from './digest.ts';
export type { Documents, ResponseQuery } from './documents.ts';
export type { Drafts, Hand } from './drafts.ts';
export type { FormFiles, Publication } from './formFiles.ts';
export type { Imported, ImportedCounts } from './imported.ts';
export type { Journal } from './journal.ts';
export { live } from './live.ts';
export type { Media } from './media.ts';
export type { Outbox } from './outbox.ts';
export { openPracticeStore, type PracticeStore } from './practice.ts';
export { FORBIDDEN, type Quarantine } from './quarantine.ts';
export type { Receipts } from './receipts.ts';
export { databaseUrl, replicaName } from './replica.ts';
export type { PulledCounts, PulledLeaf, Refusal, Replicated } from './replicated.ts';
export type { Checkpoints, EndpointMemories } from './replicationState.ts';
export type {
  BodyOf,
  Checkpoint,
  EndpointMemory,
  JournalLine,
  MediaRow,
  OutboxEntry,
  OutboxKind,
  Place,
  QuarantineEntry,
  Receipt,
  StoredDocument,
  SyncState,
} from './rows.ts';
export type { Save } from './save.ts';
export type { SessionEnd, SyncStates } from './syncState.ts';
export {
  addTraffic,
  mayAlwaysSendPhotos,
  readThrift,
  type Thrift,
  type Traffic,
  trafficCounter,
  trafficOf,
  writeThrift,
} from './thrift.ts';
export { asResult, StorageTrouble, type StorageWhy, storageTrouble } from './trouble.ts';
export type { Vault } from './vault.ts';
