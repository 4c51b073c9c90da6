/** What the disk cannot read is neither an answer nor "missing": thrown wherever such a document is asked for. */
export class Damaged extends Error {
  constructor(id: string) {
    super(`${id} could not be read from the disk`);
    this.name = 'Damaged';
  }
}

/** A document of which something is damaged, with its leaves: what `_purge` takes. */
export type DamagedLeaves = readonly (readonly [string, readonly string[]])[];
