/** The ids with which the calls of a turn are sent, by those that the app knows. */
export type CallIds = ReadonlyMap<string, string>;

/** A name or an id in the characters that Anthropic takes; other providers have others, too. */
export const inWords = (text: string): string => text.replace(/[^\w-]/g, '_').slice(0, 128);

/**
 * Makes ids that Anthropic takes: in its characters, and each of one call. A call to which another
 * provider gave no id has one that is only unique in its answer.
 * @param kept ids that go back as they came, because a state has them
 */
export function callIds(kept: readonly string[]): (ids: readonly string[]) => CallIds {
  const taken = new Set(kept);
  const counts = new Map<string, number>();

  const unique = (id: string): string => {
    const words = inWords(id);
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    const made = count === 1 ? words : `${words}_${count}`;
    if (taken.has(made)) return unique(id);
    taken.add(made);
    return made;
  };

  return (ids) => new Map(ids.map((id) => [id, unique(id)]));
}
