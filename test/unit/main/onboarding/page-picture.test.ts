import type { NativeImage, WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPictureOf } from '../../../../main/onboarding/page-picture.ts';
import type { TenantProof, View } from '../../../../preload/contract/index.ts';
import { aFailure, idOf } from '../tenants/a-registry.ts';

const A = idOf(1);
const MB = 1024 * 1024;
const NOW = '2026-11-30T10:00:00.000Z';
const MISMATCH: TenantProof = {
  state: 'mismatch',
  evidence: 'sign-in-response',
  pageTenantId: idOf(2),
  pageTenantName: 'Fabrikam',
  seenAt: NOW,
};

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
  let proof: TenantProof;
  let shownUrl: string;
  const pictureOf = createPictureOf(() =>
    view === null
      ? null
      : { ...view, snapshot: () => ({ title: 'Groups', shownUrl, proof }) as unknown as View },
  );
  const contents = { capturePage: () => capture() } as unknown as WebContents;

  beforeEach(() => {
    image = anImage(1_000, 100);
    capture = () => Promise.resolve(image);
    view = { isLive: true, isPresentable: true, contents };
    shownUrl = 'entra.microsoft.com/x';
    proof = { state: 'proven', evidence: 'portal-url', provenAt: NOW };
  });

  it('has the page’s title and host', async () => {
    const picture = await pictureOf(A);

    expect(picture.title).toBe('Groups (entra.microsoft.com/x)');
    expect(picture.png).toHaveLength(100_000);
  });

  it('is made smaller until it has at most 4 MB', async () => {
    image = anImage(4_000, 4 * 1024);
    const picture = await pictureOf(A);

    expect(picture.png.length).toBeLessThanOrEqual(4 * MB);
    expect(picture.png.length).toBeGreaterThan(MB);
  });

  const none = (why: string) => aFailure('not-available', why);

  it('is none when it would be too small to read', async () => {
    image = anImage(4_000, MB);

    await expect(pictureOf(A)).rejects.toEqual(none('too large'));
  });

  it.each([
    ['no page is open', 'No page', () => (view = null)],
    ['the page is asleep', 'No page', () => Object.assign(view ?? {}, { isLive: false })],
    ['the page is gone', 'No page', () => Object.assign(view ?? {}, { contents: null })],
    ['the page failed', 'not shown', () => Object.assign(view ?? {}, { isPresentable: false })],
    ['the page is covered', 'belongs to Fabrikam', () => (proof = MISMATCH)],
    [
      'the page is of a tenant that is not in the list',
      'belongs to another tenant',
      () => (proof = { ...MISMATCH, pageTenantName: null }),
    ],
    ['nobody knows whose the page is', 'not proven', () => (proof = { state: 'unproven' })],
    ['the picture is empty', 'no picture', () => (image = anImage(0, 0))],
    [
      'the page cannot be captured',
      'no picture',
      () => (capture = () => Promise.reject(new Error('gone'))),
    ],
  ])('is none when %s', async (_what, why, change) => {
    change();

    await expect(pictureOf(A)).rejects.toEqual(none(why));
  });

  it.each([
    ['is covered', 'belongs to Fabrikam', () => (proof = MISMATCH)],
    ['begins a sign-in', 'not proven', () => (proof = { state: 'unproven' })],
    ['goes on to another', 'changed', () => (shownUrl = 'entra.microsoft.com/y')],
    [
      'gives way to another',
      'changed',
      () => Object.assign(view ?? {}, { contents: {} as WebContents }),
    ],
    ['is closed', 'No page', () => (view = null)],
  ])('is thrown away when the page %s meanwhile', async (_what, why, change) => {
    capture = () => {
      change();
      return Promise.resolve(image);
    };

    await expect(pictureOf(A)).rejects.toEqual(none(why));
  });
});
