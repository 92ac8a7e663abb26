import type { WebContents } from 'electron';
import { createBudget } from './budget.ts';

export interface ShellWatchDeps {
  readonly page: Pick<WebContents, 'on' | 'isDestroyed' | 'forcefullyCrashRenderer'>;
  /** Whether the page is there and answers; without it nobody sees whose portal is on the screen. */
  readonly onPresence: (isThere: boolean) => void;
  /** The page's process ended. @param reason Electron's word for how */
  readonly onEnded: (reason: string) => void;
  /** Loads the page anew. */
  readonly load: () => Promise<unknown>;
  /** It ended too often. */
  readonly giveUp: () => void;
  /** Milliseconds that only grow. */
  readonly ticks: () => number;
  readonly hungForMs?: number;
}

export interface ShellWatch {
  /** The page has drawn itself. */
  painted(): void;
  stop(): void;
}

/** A page that ends as soon as it is loaded would keep the machine busy with it. */
const LOADS = { most: 3, withinMs: 600_000 } as const;
/** Chromium says that a page hangs after some seconds; after so many more it does not come back. */
const HUNG_FOR_MS = 30_000;

/**
 * Watches over the shell's page, which shows the tenant's name and colour around a portal and asks
 * who goes on when Bulkhead is locked.
 *
 * Threat: when its process ends or hangs, a portal would stay on the screen with nothing that says
 * whose it is, and a lock could not be opened.
 * So no portal is shown until the page is there again; it is loaded anew, a few times.
 * Tested in test/unit/main/app/shell-watch.test.ts and test/e2e/electron/shell-crash.spec.ts.
 */
export function watchShell(deps: ShellWatchDeps): ShellWatch {
  const { page, onPresence, hungForMs = HUNG_FOR_MS } = deps;
  const mayLoad = createBudget(LOADS.most, LOADS.withinMs, deps.ticks);
  let isGone = false;
  let isOver = false;
  let hung: NodeJS.Timeout | null = null;

  const tell = () => onPresence(!isGone && hung === null);
  const answers = () => {
    if (hung !== null) clearTimeout(hung);
    hung = null;
  };
  page.on('render-process-gone', (_event, { reason }) => {
    if (isOver) return;
    answers();
    isGone = true;
    // SECURITY(shell-there): before anything else, the portal leaves the screen.
    tell();
    deps.onEnded(reason);
    if (!mayLoad()) {
      isOver = true;
      deps.giveUp();
      return;
    }
    // Chromium is in the middle of taking the process down.
    setImmediate(() => {
      // One that ends once more on the way is told as such.
      if (!isOver && !page.isDestroyed()) deps.load().catch(() => undefined);
    });
  });
  page.on('unresponsive', () => {
    if (isOver || isGone || hung !== null) return;
    hung = setTimeout(() => page.forcefullyCrashRenderer(), hungForMs);
    tell();
  });
  page.on('responsive', () => {
    if (hung === null) return;
    answers();
    tell();
  });
  return {
    painted() {
      if (!isGone || isOver) return;
      isGone = false;
      tell();
    },
    stop() {
      isOver = true;
      answers();
    },
  };
}
