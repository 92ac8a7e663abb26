/** Runs something in the next frame, once, however often it is asked for until then. */
export function oncePerFrame(run: () => void): () => void {
  let isWaiting = false;
  const go = () => {
    isWaiting = false;
    run();
  };
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    // A window that is not on the screen paints no frames, and stores are tested without one.
    if (typeof requestAnimationFrame === 'function' && document.visibilityState === 'visible') {
      requestAnimationFrame(go);
    } else setTimeout(go, 0);
  };
}

/**
 * Runs something once what is being drawn now is on the screen.
 * @returns what calls it off
 */
export function afterPaint(run: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    // A task that is posted in a frame runs once the frame is painted.
    task = setTimeout(run, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
}
