/** Of a link, in characters: a list of devices, whose text has at most 8,000, is the longest. */
export const MAX_LINK_LENGTH = 8_008;

/**
 * What of a command line has to do with links, as it was written. Null when nothing has, an empty
 * text when several words or one that is too long have: that is not a link that somebody clicked.
 * Read at the very start, so that it needs no schema.
 */
export function linkAmong(words: readonly string[]): string | null {
  const [link, ...others] = words.filter(mentionsScheme);
  if (link === undefined) return null;
  return others.length > 0 || link.length > MAX_LINK_LENGTH ? '' : link;
}

/** What another instance handed over, which is whatever some program says. Null for no link. */
export function handedLink(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('link' in data)) return null;
  const { link } = data;
  if (typeof link !== 'string') return null;
  return link.length > MAX_LINK_LENGTH ? '' : link;
}

function mentionsScheme(word: string): boolean {
  // The rest of what is too long to be a link is not looked at.
  return word.slice(0, MAX_LINK_LENGTH).toLowerCase().includes('bulkhead:');
}
