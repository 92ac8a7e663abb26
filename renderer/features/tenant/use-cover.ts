import { type RefObject, useEffect } from 'react';
import { holdCover } from '../../stores/cover-store.ts';
import { overlaps } from './portal-area.ts';

/**
 * Takes the page off the screen while anything of the shell is open over it. Menus, dialogs and
 * tooltips are all drawn into nodes at the end of the body, so one watcher sees every one of them
 * and no component can forget. A menu or dialog covers wherever it is, because a click on the page
 * has to reach the shell to close it; a tooltip only where it would lie under the page.
 */
export function useCover(element: RefObject<HTMLElement | null>, isShown: boolean): void {
  useEffect(() => {
    const area = element.current;
    if (area === null || !isShown) return undefined;
    let release: (() => void) | null = null;
    let frame = 0;

    const check = () => {
      frame = 0;
      const isNeeded = overlays().some((overlay) => needsCover(overlay, area));
      if (isNeeded && release === null) release = holdCover();
      if (!isNeeded && release !== null) {
        release();
        release = null;
      }
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(check);
    };

    const inside = new MutationObserver(soon);
    const watch = () => {
      inside.disconnect();
      for (const overlay of overlays()) {
        inside.observe(overlay, { childList: true, subtree: true, attributeFilter: ['style'] });
      }
      soon();
    };
    const outside = new MutationObserver(watch);
    outside.observe(document.body, { childList: true });
    watch();
    return () => {
      outside.disconnect();
      inside.disconnect();
      cancelAnimationFrame(frame);
      release?.();
    };
  }, [element, isShown]);
}

function overlays(): readonly Element[] {
  return [...document.querySelectorAll('body > [data-portal-node]')];
}

function needsCover(overlay: Element, area: HTMLElement): boolean {
  if (overlay.querySelector('[role="menu"], [role="dialog"], [role="alertdialog"]')) return true;
  const range = document.createRange();
  range.selectNodeContents(overlay);
  const rect = range.getBoundingClientRect();
  return rect.width > 0 && rect.height > 0 && overlaps(rect, area.getBoundingClientRect());
}
