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
