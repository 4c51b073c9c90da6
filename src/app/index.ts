export type * from './desk/types.ts';
export type * from './types.ts';
