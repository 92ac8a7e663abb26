import type { NativeImage } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';
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
 *
 * Threat: a picture is kept as evidence of a tenant, and handed over. One of a page that is another
 * tenant's, or of which nobody knows whose it is, is evidence of the wrong thing. So the page has to
 * be proven to be this tenant's before the picture is taken, and still after.
 * @param frontOf the page in front of a tenant's compartment, if there is one
 * @returns throws Failure `not-available` with why there is none
 */
export function createPictureOf(
  frontOf: (id: TenantId) => Front | null,
): OnboardingIpcDeps['pictureOf'] {
  return async (tenantId) => {
    const { contents, view } = shown(frontOf(tenantId));
    const { shownUrl } = view.snapshot();
    const image = await within(contents.capturePage(), WAIT_MS);
    if (image === null || image.isEmpty()) {
      throw none('The page gave no picture. Wait until it answers, or add a file.');
    }
    // SECURITY(step-picture): the page may have become another tenant's while it was taken.
    const after = shown(frontOf(tenantId));
    const { title, shownUrl: isAt } = after.view.snapshot();
    if (after.contents !== contents || isAt !== shownUrl) {
      throw none('The page changed while the picture was taken. Take it again.');
    }
    const png = boundedPng(image);
    if (png === null) throw none('The picture is too large. Make the window smaller.');
    const words = title === '' ? shownUrl : `${title} (${shownUrl})`;
    return { title: cutText(words, MAX_TITLE), png };
  };
}

/** The page, when it may be taken a picture of. */
function shown(view: Front | null): { view: Front; contents: NonNullable<Front['contents']> } {
  if (view?.isLive !== true || view.contents === null) {
    throw none('No page of this tenant is open to take a picture of.');
  }
  const { proof } = view.snapshot();
  // SECURITY(step-picture): of a page that is known to be this tenant's.
  if (proof.state === 'mismatch') {
    const whose = proof.pageTenantName ?? 'another tenant';
    throw none(
      `The page in front is covered, because it belongs to ${whose}. Decide there what to do with it first.`,
    );
  }
  if (proof.state === 'unproven') {
    throw none(
      'It is not proven yet which tenant the page in front belongs to. A picture of it shows nothing of this one. Open the page from the step, or add a file.',
    );
  }
  if (!view.isPresentable) {
    throw none('The page in front is not shown: it failed or ended. Reload it first.');
  }
  return { view, contents: view.contents };
}

function none(why: string): Failure {
  return new Failure('not-available', why);
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
