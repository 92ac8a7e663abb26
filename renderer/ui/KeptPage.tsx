import { type ReactNode, startTransition, useEffect, useLayoutEffect, useState } from 'react';
import { afterPaint } from '../lib/next-frame.ts';
import { PageSight, PageSightContext } from '../stores/page-sight.ts';
import styles from './kept-page.module.css';

interface KeptPageProps {
  readonly isShown: boolean;
  /** Draws it in an idle moment, bit by bit, before it is shown for the first time. */
  readonly drawsAhead: boolean;
  readonly children: ReactNode;
}

/**
 * A page that costs much to draw: it is drawn when it is first shown, or ahead of that, and then kept, out of sight and
 * out of reach of pointer, keyboard and screen reader, until it is shown again. It comes back as it
 * was left. What changed meanwhile is drawn then, before anything of it is seen.
 */
export function KeptPage({ isShown, drawsAhead, children }: KeptPageProps) {
  const [sight] = useState(() => new PageSight());
  const [wasShown, setWasShown] = useState(isShown);
  const [isReleased, setReleased] = useState(true);
  if (isShown && !wasShown) setWasShown(true);
  if (!isShown && wasShown && isReleased) setReleased(false);
  useEffect(() => {
    if (!drawsAhead || wasShown) return undefined;
    const idle = requestIdleCallback(() => startTransition(() => setWasShown(true)));
    return () => cancelIdleCallback(idle);
  }, [drawsAhead, wasShown]);
  useLayoutEffect(() => {
    sight.show(isShown);
    // To be inert is inherited: the browser goes through all that is on the page to end it. That is
    // done when the page has been seen, a frame later.
    return isShown ? afterPaint(() => setReleased(true)) : undefined;
  }, [sight, isShown]);
  if (!isShown && !wasShown) return null;
  return (
    <PageSightContext value={sight}>
      <div
        className={styles['page']}
        data-shown={isShown}
        inert={!isShown || !isReleased}
        aria-hidden={isShown ? undefined : true}
      >
        {children}
      </div>
    </PageSightContext>
  );
}
