import { ok } from '../domain/result.ts';
import { z } from '../domain/zod.ts';
import type { Outcome } from './endpoint.ts';
import type { Ask, Wire } from './http.ts';
import { troubleOf } from './httpTrouble.ts';
import { askJson } from './request.ts';

/** Asks and parses; JSON of another shape is no CouchDB's. */
export async function asked<T>(wire: Wire, schema: z.ZodMiniType<T>, ask: Ask): Promise<Outcome<T>> {
  const outcome = await askJson(wire, ask);
  if (!outcome.ok) return outcome;
  const parsed = z.safeParse(schema, outcome.value);
  return parsed.success ? ok(parsed.data) : troubleOf('not-couchdb', 200);
}
