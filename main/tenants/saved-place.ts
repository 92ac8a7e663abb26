import type { NavigationEntry, WebContents } from 'electron';

/** Where a sleeping page was, kept in memory only: addresses may hold sign-in secrets. */
export interface SavedPlace {
  readonly url: string;
  /** Back and forward list with Chromium's own page state, where this Electron can restore it. */
  readonly entries: { readonly list: NavigationEntry[]; readonly index: number } | null;
  /** CSS pixels, for an Electron that cannot restore page state. */
  readonly scroll: { readonly x: number; readonly y: number } | null;
}

const READER_WORLD = 871;

/**
 * What must be kept of a page before its process ends.
 * @param url where it is to come back to; when that is not where it is, its history is left behind
 */
export async function takePlace(contents: WebContents, url: string): Promise<SavedPlace> {
  const place = takePlaceUnasked(contents, url);
  if (place.entries !== null || contents.getURL() !== url) return place;
  return { ...place, scroll: await scrollOf(contents) };
}

/** The same without asking the page, which may not answer: its scroll position may be left behind. */
export function takePlaceUnasked(contents: WebContents, url: string): SavedPlace {
  if (contents.getURL() !== url || !canRestore(contents)) {
    return { url, entries: null, scroll: null };
  }
  const history = contents.navigationHistory;
  return {
    url,
    entries: { list: history.getAllEntries(), index: history.getActiveIndex() },
    scroll: null,
  };
}

/** Brings a page back to its place in a fresh view. */
export function restorePlace(contents: WebContents, place: SavedPlace): void {
  if (place.entries !== null && place.entries.list.length > 0 && canRestore(contents)) {
    void contents.navigationHistory
      .restore({ entries: place.entries.list, index: place.entries.index })
      // A load that fails is told by did-fail-load; the promise says the same once more.
      .catch(() => undefined);
    return;
  }
  const { scroll } = place;
  if (scroll !== null) {
    contents.once('did-finish-load', () => {
      void contents
        .executeJavaScriptInIsolatedWorld(READER_WORLD, [
          { code: `window.scrollTo(${String(scroll.x)}, ${String(scroll.y)})` },
        ])
        .catch(() => undefined);
    });
  }
  void contents.loadURL(place.url).catch(() => undefined);
}

/** `navigationHistory.restore` came with Electron 35. */
function canRestore(contents: WebContents): boolean {
  return typeof contents.navigationHistory.restore === 'function';
}

async function scrollOf(contents: WebContents): Promise<SavedPlace['scroll']> {
  const answer: unknown = await Promise.race([
    contents
      .executeJavaScriptInIsolatedWorld(READER_WORLD, [{ code: '[scrollX, scrollY]' }])
      .catch(() => null),
    // A hung page must not keep its place in memory by not answering.
    new Promise((resolve) => setTimeout(resolve, 300, null)),
  ]);
  if (!Array.isArray(answer)) return null;
  const [x, y] = answer.map((part) => (typeof part === 'number' ? Math.round(part) : Number.NaN));
  const isPlace = (n: number | undefined): n is number => n !== undefined && n >= 0 && n < 1e7;
  return isPlace(x) && isPlace(y) ? { x, y } : null;
}
