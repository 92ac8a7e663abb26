import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { holdCover } from '../../stores/cover-store.ts';
import { LEAST_SHARE, MOST_SHARE, setPortalShare, useRunStore } from '../../stores/run-store.ts';
import styles from './run.module.css';

/** Percent of the width that a key moves it by. */
const STEP = 5;

/** Makes the portal wider or narrower, by dragging or with the arrow keys. */
export function Splitter() {
  const share = useRunStore((state) => state.portalShare);
  const release = useRef<(() => void) | null>(null);
  const end = () => {
    release.current?.();
    release.current = null;
  };
  useEffect(
    () => () => {
      release.current?.();
      release.current = null;
    },
    [],
  );
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // The page lies over the window and would take the pointer once it is over it.
    release.current ??= holdCover();
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const all = event.currentTarget.parentElement?.getBoundingClientRect();
    if (release.current === null || all === undefined) return;
    const isStacked = all.width < 620;
    setPortalShare(
      isStacked
        ? ((all.bottom - event.clientY) / all.height) * 100
        : ((all.right - event.clientX) / all.width) * 100,
    );
  };
  const onKey = (event: KeyboardEvent) => {
    const to = {
      ArrowLeft: share + STEP,
      ArrowUp: share + STEP,
      ArrowRight: share - STEP,
      ArrowDown: share - STEP,
      Home: MOST_SHARE,
      End: LEAST_SHARE,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    setPortalShare(to);
  };
  return (
    <div
      role="separator"
      aria-label="Width of the portal"
      aria-orientation="vertical"
      aria-valuenow={share}
      aria-valuemin={LEAST_SHARE}
      aria-valuemax={MOST_SHARE}
      aria-valuetext={`${String(share)} %`}
      tabIndex={0}
      className={styles['splitter']}
      onKeyDown={onKey}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
