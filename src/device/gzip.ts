export type Gzip = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

/** Undefined where the browser cannot compress. */
export function browserGzip(): Gzip | undefined {
  if (globalThis.CompressionStream === undefined) return undefined;
  return async (bytes) => {
    const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
    return new Uint8Array(await new Response(packed).arrayBuffer());
  };
}
