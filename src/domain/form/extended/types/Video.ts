import { fileOf } from './File.ts';

/** A film. */
export const video = fileOf('video/');
