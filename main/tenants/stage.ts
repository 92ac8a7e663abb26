import type { View as NativeView, WebContents, WebContentsView } from 'electron';
import type { Rect } from '../../preload/contract/index.ts';

/** JPEG quality of the still picture shown under menus; it is on screen for seconds. */
const STILL_QUALITY = 85;
/**
 * When the shell goes from one tenant's page to another's, it takes the area back and gives it
 * again in the next message. The portal stays through that, or it would flicker.
 */
const AREA_GONE_AFTER_MS = 50;

export interface Still {
  readonly contentsId: number;
  readonly picture: string;
}

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
  /** A data URL of the page in front and whose it is, or null when none is shown. */
  takeStill(): Promise<Still | null>;
  cover(): void;
  uncover(): void;
  /** While it is shut no page is shown and none is pictured, whatever else is asked for. */
  setShut(isShut: boolean): void;
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
  let isShut = false;
  let areaGoes: NodeJS.Timeout | null = null;

  const lay = () => {
    const hasArea = area.width > 0 && area.height > 0;
    const isShown = front !== null && hasArea && !isCovered && !isShut;
    // Also below a cover, or a page that begins there would be laid out for no width at all.
    if (front !== null && hasArea) {
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
      if (areaGoes !== null) clearTimeout(areaGoes);
      areaGoes = null;
      const take = () => {
        area = next;
        lay();
      };
      if (next.width > 0 && next.height > 0) take();
      else areaGoes = setTimeout(take, AREA_GONE_AFTER_MS);
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
    async takeStill() {
      if (front === null || isCovered || isShut || area.width === 0 || area.height === 0)
        return null;
      return await stillOf(front.webContents);
    },
    cover() {
      isCovered = true;
      lay();
    },
    uncover() {
      isCovered = false;
      lay();
    },
    setShut(next) {
      // SECURITY(lock-cover): main takes pages off the screen; the shell's page cannot bring them back.
      isShut = next;
      lay();
    },
  };
}

async function stillOf(webContents: WebContents): Promise<Still | null> {
  if (webContents.isDestroyed()) return null;
  const contentsId = webContents.id;
  const image = await Promise.race([
    webContents.capturePage().catch(() => null),
    // A hung page gives no picture; the menu must open all the same.
    new Promise<null>((resolve) => setTimeout(resolve, 250, null)),
  ]);
  if (image === null || image.isEmpty()) return null;
  const jpeg = image.toJPEG(STILL_QUALITY);
  return { contentsId, picture: `data:image/jpeg;base64,${jpeg.toString('base64')}` };
}
