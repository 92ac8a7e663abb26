import { describe, expect, it } from 'vitest';
import { Rect } from '../../../../preload/contract/index.ts';
import { aTenant } from '../../../../renderer/bridge/fake/estates.ts';
import { aView } from '../../../../renderer/bridge/fake/views.ts';
import { areaOf, overlaps } from '../../../../renderer/features/tenant/portal-area.ts';
import { addressOf, nextZoom, viewLabel } from '../../../../renderer/features/tenant/view-words.ts';

describe('areaOf', () => {
  it('is whole pixels the contract takes, edge to edge', () => {
    const area = areaOf({ left: 271.6, top: 127.4, right: 1279.5, bottom: 773.8 });

    expect(area).toEqual({ x: 272, y: 127, width: 1008, height: 647 });
    expect(() => Rect.parse(area)).not.toThrow();
  });

  it('leaves no gap and no overlap between neighbours', () => {
    const left = areaOf({ left: 0, top: 0, right: 100.5, bottom: 10 });
    const right = areaOf({ left: 100.5, top: 0, right: 200, bottom: 10 });

    expect(left.x + left.width).toBe(right.x);
  });

  it('is never negative', () => {
    expect(() => Rect.parse(areaOf({ left: -20, top: -5, right: -4, bottom: 3 }))).not.toThrow();
  });
});

describe('overlaps', () => {
  const area = { left: 100, top: 100, right: 200, bottom: 200 };

  it('is not touching', () => {
    expect(overlaps(area, { left: 0, top: 0, right: 100, bottom: 300 })).toBe(false);
    expect(overlaps(area, { left: 0, top: 0, right: 101, bottom: 300 })).toBe(true);
  });
});

describe('addressOf', () => {
  it.each([
    ['security.microsoft.com/machines', 'security.microsoft.com', '/machines'],
    ['https://entra.microsoft.com/#view', 'entra.microsoft.com', '/#view'],
    ['login.microsoftonline.com', 'login.microsoftonline.com', ''],
    ['evil.example/login.microsoftonline.com', 'evil.example', '/login.microsoftonline.com'],
    ['evil.example?login.microsoftonline.com/', 'evil.example', '?login.microsoftonline.com/'],
  ])('splits %s at the end of the host', (shown, host, path) => {
    expect(addressOf(shown)).toEqual({ host, path });
  });
});

describe('nextZoom', () => {
  it('walks the steps and stops at the ends', () => {
    expect(nextZoom(100, 1)).toBe(110);
    expect(nextZoom(100, -1)).toBe(90);
    expect(nextZoom(105, -1)).toBe(100);
    expect(nextZoom(500, 1)).toBe(500);
    expect(nextZoom(25, -1)).toBe(25);
  });
});

describe('viewLabel', () => {
  const tenant = aTenant(1);

  it('says what a tab cannot show', () => {
    const view = aView(1, tenant, null, { title: 'Export', state: 'crashed' });
    expect(viewLabel(view)).toBe('Export, pop-up, a page has stopped');
  });

  it('falls back to the host while a page has no title', () => {
    expect(viewLabel(aView(1, tenant, 'entra', { title: ' ' }))).toBe('entra.microsoft.com');
  });

  it('shows what a title hides', () => {
    expect(viewLabel(aView(1, tenant, 'entra', { title: 'Entra\u202e' }))).toContain('\ufffd');
  });
});
