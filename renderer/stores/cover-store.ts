import { create } from 'zustand';
import type { Still } from '../../preload/contract/index.ts';
import { registered } from './store-registry.ts';
import { coverPortal, takeStill, uncoverPortal } from './workspace-store.ts';

/**
 * A portal's page lies over everything the shell draws. While something of the shell has to lie
 * over it, the page is taken off the screen and its still picture is shown instead. Whoever needs
 * that takes a hold; the page comes back when the last hold is given up.
 */
export interface CoverState {
  readonly still: Still | null;
}

export const useCoverStore = registered(create<CoverState>()(() => ({ still: null })));

/** A menu that closes as a dialog opens must not let the page flash up between the two. */
const LINGER_MS = 80;
/** A window that is not on the screen paints nothing, and waiting for it would never end. */
const PAINTED_WITHIN_MS = 100;

let holds = 0;
let isCovered = false;
let isWorking = false;
let lingering: ReturnType<typeof setTimeout> | undefined;

/** Takes a hold; answers with the function that gives it up, once. */
export function holdCover(): () => void {
  holds += 1;
  clearTimeout(lingering);
  void settle();
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    holds -= 1;
    if (holds > 0) return;
    clearTimeout(lingering);
    lingering = setTimeout(() => void settle(), LINGER_MS);
  };
}

/** Brings main to what the holds ask for, one command at a time, until both agree. */
async function settle(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  try {
    while (holds > 0 !== isCovered) {
      if (holds > 0) {
        const still = await takeStill();
        useCoverStore.setState({ still });
        if (still !== null) await painted();
        await coverPortal();
        isCovered = true;
      } else {
        await uncoverPortal();
        isCovered = false;
        // The page is back on screen by now; the picture under it may go.
        if (holds === 0) useCoverStore.setState({ still: null });
      }
    }
  } finally {
    isWorking = false;
  }
}

/** Settles when what was set before is on the screen: the second frame begins when the first is. */
async function painted(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, PAINTED_WITHIN_MS);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
