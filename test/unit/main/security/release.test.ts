import { describe, expect, it, vi } from 'vitest';
import { isReleaseAt } from '../../../../main/security/release.ts';

vi.mock('electron', () => ({ app: { isPackaged: false } }));

describe('isReleaseAt', () => {
  it.each([
    '/opt/Bulkhead/resources/app.asar/out/main',
    '/home/alex/copy/resources/app.asar/out/main',
    '/elsewhere/other.asar/out/main',
    String.raw`C:\Users\alex\copy\resources\app.asar\out\main`,
    String.raw`C:\copy\resources\APP.ASAR\out\main`,
    '/Applications/Bulkhead.app/Contents/Resources/app.asar/out/main',
  ])('takes code in %s for a release, whatever Electron makes of its name', (dir) => {
    expect(isReleaseAt(dir, { isPackaged: false })).toBe(true);
    expect(isReleaseAt(dir, { isPackaged: true })).toBe(true);
  });

  it('takes a checkout for one that is worked on, unless Electron says that it is packaged', () => {
    expect(isReleaseAt('/home/alex/bulkhead/out/main', { isPackaged: false })).toBe(false);
    expect(isReleaseAt('/home/alex/bulkhead/out/main', { isPackaged: true })).toBe(true);
    expect(isReleaseAt('/home/alex/asar/app.asar.unpacked/out', { isPackaged: false })).toBe(false);
  });
});
