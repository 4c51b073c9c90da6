import { databaseUrl } from '../storage/index.ts';

const JOIN = '#join=';

/**
 * The database that a `#join=` link carries: in the fragment, which no server sees. Anybody can make such a link, so
 * it passes the same door as an address that is typed; one that is none is as good as no link.
 */
export const joinedUrl = ({ hash }: { hash: string }): string | undefined =>
  hash.startsWith(JOIN) ? decoded(hash.slice(JOIN.length)) : undefined;

/** Whether a link to join with was opened that carries no address, such as one that a message cut in two. */
export const isDamagedLink = (place: { hash: string }): boolean =>
  place.hash.startsWith(JOIN) && joinedUrl(place) === undefined;

/** A link for a person to join with: the app's address and, in the fragment, the campaign database's. */
export const joinLink = (origin: string, databaseUrl: string): string =>
  `${origin}/${JOIN}${encodeURIComponent(databaseUrl)}`;

function decoded(text: string): string | undefined {
  try {
    return databaseUrl(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}
