import { fileOf } from './File.ts';

/** A recording of sound. */
export const audio = fileOf('audio/');
