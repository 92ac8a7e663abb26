import { type RefObject, useLayoutEffect } from 'react';
import { setPortalArea } from '../../stores/workspace-store.ts';
import { areaOf, isSameArea, NO_AREA } from './portal-area.ts';

/** Keeps main told where the page goes; no area at all while something else is shown there. */
export function usePortalArea(element: RefObject<HTMLElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null || !isShown) return undefined;
    let told = NO_AREA;
    const tell = () => {
      const area = areaOf(target.getBoundingClientRect());
      if (isSameArea(area, told)) return;
      told = area;
      void setPortalArea(area);
    };
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(target);
    // The place can change without the size, for instance when a message appears above.
    observer.observe(document.documentElement);
    window.addEventListener('resize', tell);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', tell);
      void setPortalArea(NO_AREA);
    };
  }, [element, isShown]);
}
