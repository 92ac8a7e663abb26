import { describe, expect, it } from 'vitest';
import { createDeepLinks } from '../../../../main/deep-links/deep-links.ts';
import type { DeepLink } from '../../../../preload/contract/index.ts';

const ID = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201';
const OTHER = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201';

function someLinks(budget = 100) {
  const shown: DeepLink[] = [];
  const said: string[] = [];
  const logged: string[] = [];
  const links = createDeepLinks({
    hasTenant: (id) => id === ID,
    show: (link) => shown.push(link),
    inform: (message) => said.push(message),
    log: (fault) => logged.push(fault),
    mayTake: () => budget-- > 0,
  });
  return { links, shown, said, logged };
}

describe('a link of another program', () => {
  it('is shown, and nothing is done by itself', () => {
    const { links, shown, said, logged } = someLinks();
    links.ready();
    links.take(`bulkhead://tenant/${ID}`);

    expect(shown).toEqual([{ kind: 'tenant', tenantId: ID, surface: null }]);
    expect([said, logged]).toEqual([[], []]);
  });

  it.each([
    ['', 'not-a-link', /no place that Bulkhead lets others link to/],
    ['bulkhead://auth?code=secret&state=abc', 'not-a-link', /no place/],
    [`bulkhead://tenant/${OTHER}`, 'unknown-tenant', /not in your list/],
  ])(
    'is dropped with a line and a notice that repeat nothing of it: “%s”',
    (text, fault, words) => {
      const { links, shown, said, logged } = someLinks();
      links.ready();
      links.take(text);

      expect(shown).toEqual([]);
      expect(logged).toEqual([fault]);
      expect(said).toEqual([expect.stringMatching(words)]);
      expect(said.join()).not.toMatch(/secret|7c1f0a52/);
    },
  );

  it('that came before the page was there is shown then: the last one', () => {
    const { links, shown } = someLinks();
    links.take('bulkhead://page/about');
    links.take('bulkhead://page/journal');
    expect(shown).toEqual([]);
    links.ready();

    expect(shown).toEqual([{ kind: 'page', page: 'journal' }]);
  });

  it('is one of few: more than a handful are dropped without a notice', () => {
    const { links, shown, said, logged } = someLinks(2);
    links.ready();
    for (let at = 0; at < 50; at += 1) links.take('bulkhead://page/journal');

    expect(shown.length).toBe(2);
    expect(said).toEqual([]);
    expect(new Set(logged)).toEqual(new Set(['too-many']));
  });
});
