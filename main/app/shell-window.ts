import { BrowserWindow, nativeTheme, type Session } from 'electron';
import { shellWebPreferences } from '../security/web-preferences.ts';

const MINIMUM = { minWidth: 800, minHeight: 560 } as const;
const INITIAL = { width: 1440, height: 900 } as const;
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
  /** Only ever true in an unpackaged build. */
  readonly allowsDevTools: boolean;
}): ShellWindow {
  const window = new BrowserWindow({
    ...INITIAL,
    ...MINIMUM,
    show: false,
    autoHideMenuBar: true,
    title: 'Bulkhead',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      ...shellWebPreferences(options.preloadPath, options.allowsDevTools),
      session: options.session,
    },
  });
  const reveal = () => {
    clearTimeout(timer);
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  const timer = setTimeout(reveal, SHOW_AT_LATEST_MS);
  window.once('closed', () => clearTimeout(timer));
  return { window, reveal };
}
