const JOIN = '#join=';

/**
 * The database that sign-in proposes: the one that a `#join=` link carries (in the fragment, which no server sees),
 * else `/db/demo` beside the app.
 */
export function suggestedUrl(place: { hash: string; origin: string }): string {
  const joined = place.hash.startsWith(JOIN) ? decoded(place.hash.slice(JOIN.length)) : undefined;
  return joined ?? `${place.origin}/db/demo`;
}

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
