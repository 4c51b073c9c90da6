const JOIN = '#join=';

/** The database that a `#join=` link carries: in the fragment, which no server sees. */
export const joinedUrl = ({ hash }: { hash: string }): string | undefined =>
  hash.startsWith(JOIN) ? decoded(hash.slice(JOIN.length)) : undefined;

/** A link for a person to join with: the app's address and, in the fragment, the campaign database's. */
export const joinLink = (origin: string, databaseUrl: string): string =>
  `${origin}/${JOIN}${encodeURIComponent(databaseUrl)}`;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A damaged link is as good as none.
    return undefined;
  }
}
