import type { View as NativeView, WebContents, WebContentsView } from 'electron';
import type { Rect } from '../../preload/contract/index.ts';

/** JPEG quality of the still picture shown under menus; it is on screen for seconds. */
const STILL_QUALITY = 85;

/**
 * The place in the window where one portal page is shown. The page's view lies over the shell, so
 * while a menu or dialog of the shell is open the view is taken off and a still takes its place.
 */
export interface Stage {
  /** Where pages go, in the shell's CSS pixels. Zero width or height shows none. */
  setArea(area: Rect): void;
  /** Puts a page in front, or none. */
  show(view: WebContentsView | null): void;
  /** Must be called before a view is destroyed, so that the window lets go of it. */
  remove(view: WebContentsView): void;
  /** A data URL of the page as it is, or null when none is shown. */
  cover(): Promise<string | null>;
  uncover(): void;
}

/**
 * @param content the window's content view
 * @param zoomOfShell zoom factor of the shell's page, by which CSS pixels are larger
 * @param onShown called with the page that is on the screen now, or null
 */
export function createStage(
  content: Pick<NativeView, 'addChildView' | 'removeChildView'>,
  zoomOfShell: () => number,
  onShown: (contents: WebContents | null) => void = () => undefined,
): Stage {
  const onStage = new Set<WebContentsView>();
  let area: Rect = { x: 0, y: 0, width: 0, height: 0 };
  let front: WebContentsView | null = null;
  let isCovered = false;

  const lay = () => {
    const isShown = front !== null && !isCovered && area.width > 0 && area.height > 0;
    if (front !== null && isShown) {
      const zoom = zoomOfShell();
      front.setBounds({
        x: Math.round(area.x * zoom),
        y: Math.round(area.y * zoom),
        width: Math.round(area.width * zoom),
        height: Math.round(area.height * zoom),
      });
    }
    front?.setVisible(isShown);
    onShown(isShown ? (front?.webContents ?? null) : null);
    for (const view of onStage) {
      if (view !== front) view.setVisible(false);
    }
  };

  return {
    setArea(next) {
      area = next;
      lay();
    },
    show(view) {
      if (view !== null && !onStage.has(view)) {
        onStage.add(view);
        content.addChildView(view);
      }
      front = view;
      lay();
    },
    remove(view) {
      if (!onStage.delete(view)) return;
      if (front === view) front = null;
      content.removeChildView(view);
    },
    async cover() {
      const covered = front;
      isCovered = true;
      const isEmpty = covered === null || area.width === 0 || area.height === 0;
      const picture = isEmpty ? null : await stillOf(covered);
      lay();
      return picture;
    },
    uncover() {
      isCovered = false;
      lay();
    },
  };
}

async function stillOf(view: WebContentsView): Promise<string | null> {
  const { webContents } = view;
  if (webContents.isDestroyed()) return null;
  const image = await Promise.race([
    webContents.capturePage().catch(() => null),
    // A hung page gives no picture; the menu must open all the same.
    new Promise<null>((resolve) => setTimeout(resolve, 250, null)),
  ]);
  if (image === null || image.isEmpty()) return null;
  return `data:image/jpeg;base64,${image.toJPEG(STILL_QUALITY).toString('base64')}`;
}
