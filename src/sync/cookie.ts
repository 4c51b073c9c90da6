import { ok } from '../domain/result.ts';
import { z } from '../domain/zod.ts';
import type { Outcome } from './endpoint.ts';
import { encoder, once, TOKEN, type Wire } from './http.ts';
import { troubleOf } from './httpTrouble.ts';
import { jsonOutcome } from './request.ts';

const CookieAnswer = z.object({ name: z.string(), roles: z.array(z.string()) });
/** Who the endpoint says has signed in. */
export type CookieOwner = z.infer<typeof CookieAnswer>;

/**
 * A browser keeps one cookie for all who use an endpoint in it, in whatever tab and database. Whoever sends under hers
 * signs in when it is her turn, which lasts until her session is over; it ends with a tab that dies.
 */
const turn = ({ world, url, over, renewal }: Wire): Promise<void> =>
  new Promise((granted) => {
    void world.locks.request(`dastak-cookie-${new URL(url).origin}`, async () => {
      granted();
      await Promise.allSettled([over ?? renewal]);
    });
  });

/**
 * Signs in for a cookie (`POST /_session`). The one that is there may be somebody else's of the same phone.
 */
export async function signInForCookie(wire: Wire): Promise<Outcome<CookieOwner>> {
  const refused = troubleOf('wrong-password', 401);
  if (TOKEN.test(wire.password)) return refused;
  if (!wire.hasTurn) await turn(wire);
  wire.hasTurn = !!wire.over;
  const { name, password } = wire;
  const asking = { ...wire, url: wire.url.slice(0, wire.url.lastIndexOf('/')), isCookie: true };
  const body = encoder.encode(JSON.stringify({ name, password }));
  const answer = await once(asking, { method: 'POST', path: '/_session' }, body, false);
  // Who asks to wait, or a captive portal, refuses no password.
  const told = answer.ok ? jsonOutcome(answer.value) : answer;
  if (!told.ok) return told;
  const parsed = z.safeParse(CookieAnswer, told.value);
  if (!parsed.success || parsed.data.name !== name) return refused;
  wire.hasCookie = true;
  wire.isCookie = true;
  await wire.learn({ signIn: 'cookie' });
  return ok(parsed.data);
}
