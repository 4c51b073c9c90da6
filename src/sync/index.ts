export type { SyncCounts } from './context.ts';
export type { Endpoint, EndpointWhy } from './endpoint.ts';
export type { FetchMediaWhy, Photo } from './fetchMedia.ts';
export { type SyncLoop, startLoop } from './loop.ts';
export { connect, type SessionParts, type SyncTrouble, type SyncWhy } from './parts.ts';
export { SCHEDULE_START, type ScheduleState, schedule, type Wish } from './schedule.ts';
export { createSession, type SyncOutcome, type SyncSession } from './session.ts';
export { checkSignIn, type SignedIn, type SignInWhy } from './signIn.ts';
export type { Locks, World } from './world.ts';
