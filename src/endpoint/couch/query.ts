import { parseJson } from './json.ts';
import { Refusal } from './refusal.ts';

const bad = (reason: string): Refusal => new Refusal(400, 'query_parse_error', reason);

/** The query string, read in CouchDB's ways. A value that cannot be read is refused, never guessed. */
export class Query {
  readonly #params: URLSearchParams;
  constructor(params: URLSearchParams) {
    this.#params = params;
  }

  text(name: string): string | undefined {
    return this.#params.get(name) ?? undefined;
  }

  flag(name: string, otherwise = false): boolean {
    const value = this.#params.get(name);
    if (value === null) return otherwise;
    if (value === 'true') return true;
    if (value === 'false') return false;
    throw bad(`Invalid boolean parameter: "${value.slice(0, 100)}"`);
  }

  /** A whole number, 0 or more. */
  count(name: string): number | undefined {
    const value = this.#params.get(name);
    if (value === null) return undefined;
    if (!/^"?\d{1,15}"?$/.test(value)) throw bad(`Invalid value for integer: "${value.slice(0, 100)}"`);
    return Number(value.replaceAll('"', ''));
  }

  json(...names: string[]): unknown {
    for (const name of names) {
      const value = this.#params.get(name);
      if (value !== null) return parseJson(value);
    }
    return undefined;
  }

  has(...names: string[]): boolean {
    return names.some((name) => this.#params.has(name));
  }
}
