import { describe, expect, it } from 'vitest';
import { type LiveView, viewsToHibernate } from '../../../../main/tenants/hibernation.ts';

const aView = (id: string, lastUsedAt: number, more: Partial<LiveView<string>> = {}) => ({
  id,
  lastUsedAt,
  isHeld: false,
  isPopup: false,
  ...more,
});
const NEVER = { limit: 50, idleAfterMs: null };

describe('viewsToHibernate', () => {
  it('leaves all within the limit awake', () => {
    expect(viewsToHibernate([aView('a', 1), aView('b', 2)], { ...NEVER, limit: 2 }, 9)).toEqual([]);
  });

  it('puts the longest unused to sleep first', () => {
    const live = [aView('b', 2), aView('a', 1), aView('c', 3)];
    expect(viewsToHibernate(live, { ...NEVER, limit: 1 }, 9)).toEqual(['a', 'b']);
  });

  it('never takes the one in front, even over the limit', () => {
    const live = [aView('front', 1, { isHeld: true }), aView('b', 2)];
    expect(viewsToHibernate(live, { ...NEVER, limit: 1 }, 9)).toEqual(['b']);
    expect(viewsToHibernate(live.slice(0, 1), { limit: 1, idleAfterMs: 1 }, 9)).toEqual([]);
  });

  it('takes pages before pop-ups, which a page waits for', () => {
    const live = [aView('popup', 1, { isPopup: true }), aView('page', 2)];
    expect(viewsToHibernate(live, { ...NEVER, limit: 1 }, 9)).toEqual(['page']);
  });

  it('puts idle ones to sleep, each once', () => {
    const live = [aView('old', 1), aView('new', 8)];
    expect(viewsToHibernate(live, { limit: 1, idleAfterMs: 5 }, 9)).toEqual(['old']);
  });
});
