export type { MiniPoint } from './draw.ts';
export { type MiniMapHandle, type MiniMapOptions, mountMiniMap } from './mount.ts';
