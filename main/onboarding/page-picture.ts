import type { NativeImage } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { cutText } from '../text-files/cut-text.ts';
import type { PortalView } from '../tenants/portal-view.ts';
import type { OnboardingIpcDeps } from './onboarding-ipc.ts';

const MAX_PNG_BYTES = 4 * 1024 * 1024;
/** Smaller than this nothing on it can be read. */
const MIN_WIDTH = 320;
const MAX_TITLE = 300;
/** A hung page gives no picture. */
const WAIT_MS = 5_000;

type Front = Pick<PortalView, 'contents' | 'isLive' | 'isPresentable' | 'snapshot'>;

/**
 * Takes pictures of the page in front of a tenant's compartment, as PNG of at most 4 MB.
 * @param frontOf the page in front of a tenant's compartment, if there is one
 * @returns answers null when no page is in front, it is asleep, covered, failed or hung
 */
export function createPictureOf(
  frontOf: (id: TenantId) => Front | null,
): OnboardingIpcDeps['pictureOf'] {
  const shown = (id: TenantId) => {
    const view = frontOf(id);
    return view?.isLive === true && view.isPresentable && view.contents !== null
      ? { view, contents: view.contents }
      : null;
  };
  return async (tenantId) => {
    const before = shown(tenantId);
    if (before === null) return null;
    const { contents, view } = before;
    const image = await within(contents.capturePage(), WAIT_MS);
    // SECURITY(step-picture): the page may have become another tenant's while it was taken.
    if (image === null || image.isEmpty() || shown(tenantId)?.contents !== contents) return null;
    const png = boundedPng(image);
    const { title, shownUrl } = view.snapshot();
    const words = title === '' ? shownUrl : `${title} (${shownUrl})`;
    return png === null ? null : { title: cutText(words, MAX_TITLE), png };
  };
}

function boundedPng(image: NativeImage): Uint8Array | null {
  let fitted = image;
  for (;;) {
    const png = fitted.toPNG();
    if (png.length <= MAX_PNG_BYTES) return png;
    const { width } = fitted.getSize();
    const smaller = Math.floor(width * Math.min(0.8, Math.sqrt(MAX_PNG_BYTES / png.length)));
    if (smaller < MIN_WIDTH) return null;
    fitted = fitted.resize({ width: smaller, quality: 'best' });
  }
}

/** The answer, or null when there is none by then or none at all. */
async function within<T>(answer: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([answer.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
