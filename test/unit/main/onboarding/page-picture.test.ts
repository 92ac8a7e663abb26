import type { NativeImage, WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPictureOf } from '../../../../main/onboarding/page-picture.ts';
import type { View } from '../../../../preload/contract/index.ts';
import { idOf } from '../tenants/a-registry.ts';

const A = idOf(1);
const MB = 1024 * 1024;

/** A picture whose PNG takes so many bytes per pixel of width. */
const anImage = (width: number, bytesPerColumn: number): NativeImage => {
  const image = {
    isEmpty: () => width === 0,
    toPNG: () => Buffer.alloc(width * bytesPerColumn),
    getSize: () => ({ width, height: 1_000 }),
    resize: (to: { width: number }) => anImage(to.width, bytesPerColumn),
  };
  return image as unknown as NativeImage;
};

describe('a picture of a page', () => {
  let image: NativeImage;
  let capture: () => Promise<NativeImage>;
  let view: { isLive: boolean; isPresentable: boolean; contents: WebContents | null } | null;
  const snapshot = { title: 'Groups', shownUrl: 'entra.microsoft.com/x' };
  const pictureOf = createPictureOf(() =>
    view === null ? null : { ...view, snapshot: () => snapshot as unknown as View },
  );
  const contents = { capturePage: () => capture() } as unknown as WebContents;

  beforeEach(() => {
    image = anImage(1_000, 100);
    capture = () => Promise.resolve(image);
    view = { isLive: true, isPresentable: true, contents };
  });

  it('has the page’s title and host', async () => {
    const picture = await pictureOf(A);

    expect(picture?.title).toBe('Groups (entra.microsoft.com/x)');
    expect(picture?.png).toHaveLength(100_000);
  });

  it('is made smaller until it has at most 4 MB', async () => {
    image = anImage(4_000, 4 * 1024);
    const picture = await pictureOf(A);

    expect(picture?.png.length).toBeLessThanOrEqual(4 * MB);
    expect(picture?.png.length).toBeGreaterThan(MB);
  });

  it('is none when it would be too small to read', async () => {
    image = anImage(4_000, MB);

    expect(await pictureOf(A)).toBeNull();
  });

  it.each([
    ['no page is open', () => (view = null)],
    ['the page is asleep', () => Object.assign(view ?? {}, { isLive: false })],
    ['the page is covered', () => Object.assign(view ?? {}, { isPresentable: false })],
    ['the page is gone', () => Object.assign(view ?? {}, { contents: null })],
    ['the picture is empty', () => (image = anImage(0, 0))],
    ['the page cannot be captured', () => (capture = () => Promise.reject(new Error('gone')))],
  ])('is none when %s', async (_what, change) => {
    change();

    expect(await pictureOf(A)).toBeNull();
  });

  it.each([
    ['is covered', () => Object.assign(view ?? {}, { isPresentable: false })],
    ['gives way to another', () => Object.assign(view ?? {}, { contents: {} as WebContents })],
    ['is closed', () => (view = null)],
  ])('is thrown away when the page %s meanwhile', async (_what, change) => {
    capture = () => {
      change();
      return Promise.resolve(image);
    };

    expect(await pictureOf(A)).toBeNull();
  });
});
