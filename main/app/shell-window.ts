import { BrowserWindow, nativeTheme, type Session } from 'electron';
import { shellWebPreferences } from '../security/web-preferences.ts';

const MINIMUM = { width: 800, height: 560 } as const;
/** A page that never reports a first paint is shown all the same, so that its trouble is seen. */
const SHOW_AT_LATEST_MS = 8_000;

/** Backgrounds of the light and dark theme, so that no white flash comes before the first paint. */
const BACKGROUND = { light: '#fafafa', dark: '#1f1f1f' } as const;

export interface ShellWindow {
  readonly window: BrowserWindow;
  /** Shows the window; called when the page has painted. */
  reveal(): void;
}

/** The one window of the app. Portal pages are laid over it by the stage. */
export function createShellWindow(options: {
  readonly session: Session;
  readonly preloadPath: string;
  readonly size: { readonly width: number; readonly height: number };
}): ShellWindow {
  const window = new BrowserWindow({
    ...options.size,
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    autoHideMenuBar: true,
    title: 'Bulkhead',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { ...shellWebPreferences(options.preloadPath), session: options.session },
  });
  const reveal = () => {
    clearTimeout(timer);
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  const timer = setTimeout(reveal, SHOW_AT_LATEST_MS);
  window.once('closed', () => clearTimeout(timer));
  return { window, reveal };
}
