import { ok, type Result, trouble } from '../../domain/result.ts';

/** Bytes of a file that a person chose: the browser refuses to read what was saved anew, or removed, since then. */
export const fileBytes = (file: Blob, name: string): Promise<Result<ArrayBuffer, 'files-changed'>> =>
  file.arrayBuffer().then(ok<ArrayBuffer>, () => trouble('files-changed', { name }));
