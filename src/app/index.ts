export type * from './desk/forms/types.ts';
export type * from './desk/types.ts';
export { startApp } from './start.ts';
export type * from './types.ts';
