import type { WebContents } from 'electron';

/** Names of the pop-ups that are open, over all tenants. One for the whole app. */
export interface WindowNames {
  isTaken(name: string): boolean;
  take(name: string, contents: Pick<WebContents, 'once'>): void;
}

export function createWindowNames(): WindowNames {
  const taken = new Set<string>();
  // Reserved words of HTML name no window of their own.
  const isName = (name: string) => name !== '' && !name.startsWith('_');
  return {
    isTaken: (name) => isName(name) && taken.has(name),
    take(name, contents) {
      if (!isName(name)) return;
      taken.add(name);
      contents.once('destroyed', () => taken.delete(name));
    },
  };
}
