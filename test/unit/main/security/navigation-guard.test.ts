import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { hostsOfCloud } from '../../../../main/security/host-data.ts';
import { createHostList } from '../../../../main/security/host-list.ts';
import { guardNavigation } from '../../../../main/security/navigation-guard.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { endOfTurn, FakeGuardedContents } from '../../../support/fake-guarded-contents.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;
const GOOD = 'https://portal.azure.com/';
const BAD = 'https://attacker.example/?token=secret';

function guarded() {
  const contents = new FakeGuardedContents();
  const reported: Refusal[] = [];
  const refused: Refusal[] = [];
  guardNavigation(contents.asContents(), {
    tenantId,
    hosts: createHostList(hostsOfCloud('global')),
    report: (refusal) => reported.push(refusal),
    onRefused: (refusal) => refused.push(refusal),
  });
  return { contents, reported, refused };
}

describe('guardNavigation', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'lets a page go to a listed host in %s',
    (event) => {
      const { contents, reported } = guarded();

      expect(contents.isPrevented(event, { url: GOOD, isMainFrame: true })).toBe(false);
      expect(reported).toEqual([]);
    },
  );

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'stops a page on its way to another host in %s, without keeping its address',
    (event) => {
      const { contents, reported, refused } = guarded();

      expect(contents.isPrevented(event, { url: BAD, isMainFrame: true })).toBe(true);
      expect(reported).toMatchObject([{ kind: 'navigation', tenantId, host: 'attacker.example' }]);
      expect(refused).toEqual(reported);
      expect(reported[0]?.message).not.toContain('secret');
    },
  );

  it.each(['will-frame-navigate', 'will-redirect'])('stops a frame in %s', (event) => {
    const { contents, reported, refused } = guarded();

    expect(contents.isPrevented(event, { url: BAD, isMainFrame: false })).toBe(true);
    expect(contents.isPrevented(event, { url: 'data:text/html,x', isMainFrame: false })).toBe(true);
    expect(reported.map(({ kind }) => kind)).toEqual(['request', 'request']);
    expect(refused).toEqual([]);
  });

  it('lets a frame show what a page may only load', () => {
    const { contents } = guarded();
    const details = { url: 'https://x.reactblade.portal.azure.net/', isMainFrame: false };

    expect(contents.isPrevented('will-frame-navigate', details)).toBe(false);
    expect(contents.isPrevented('will-navigate', { ...details, isMainFrame: true })).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://portal.azure.com/1',
    'file:///etc/passwd',
    'file://server/share',
    'view-source:https://portal.azure.com/',
    'chrome://settings',
    'devtools://devtools/',
    'filesystem:https://portal.azure.com/temporary/x',
    'app://bulkhead/index.html',
    'http://portal.azure.com/',
  ])('stops the page on its way to %s', (url) => {
    const { contents } = guarded();

    expect(contents.isPrevented('will-navigate', { url, isMainFrame: true })).toBe(true);
  });

  it('tells of one attempt once, and of the next again', async () => {
    const { contents, reported } = guarded();
    contents.isPrevented('will-frame-navigate', { url: BAD, isMainFrame: true });
    contents.isPrevented('will-navigate', { url: BAD, isMainFrame: true });
    expect(reported).toHaveLength(1);
    await endOfTurn();

    contents.isPrevented('will-navigate', { url: BAD, isMainFrame: true });

    expect(reported).toHaveLength(2);
  });

  it('stops a load that no other event sees, after the event', async () => {
    const { contents, reported } = guarded();
    contents.emit('did-start-navigation', { url: BAD, isMainFrame: true, isSameDocument: false });
    expect(contents.done).toEqual([]);

    await endOfTurn();

    expect(contents.done).toEqual(['stop']);
    expect(reported).toHaveLength(1);
  });

  it('does not stop a second time what was prevented', async () => {
    const { contents, reported } = guarded();
    contents.emit('did-start-navigation', { url: BAD, isMainFrame: true, isSameDocument: false });
    contents.isPrevented('will-navigate', { url: BAD, isMainFrame: true });

    await endOfTurn();

    expect(contents.done).toEqual([]);
    expect(reported).toHaveLength(1);
  });

  it('leaves moves within a document and destroyed pages alone', async () => {
    const { contents, reported } = guarded();
    contents.emit('did-start-navigation', {
      url: `${BAD}#a`,
      isMainFrame: true,
      isSameDocument: true,
    });
    contents.emit('did-start-navigation', { url: BAD, isMainFrame: true, isSameDocument: false });
    contents.isGone = true;

    await endOfTurn();

    expect(contents.done).toEqual([]);
    expect(reported).toEqual([]);
  });

  it('takes down a page of another host that got through', () => {
    const { contents, reported } = guarded();

    contents.emit('did-navigate', {}, BAD);

    expect(contents.done).toEqual(['stop']);
    expect(contents.loaded).toEqual(['about:blank']);
    expect(reported).toHaveLength(1);
  });

  it('leaves an arrived page of a listed host as it is', () => {
    const { contents } = guarded();

    contents.emit('did-navigate', {}, GOOD);

    expect(contents.loaded).toEqual([]);
  });

  it.each(['will-attach-webview', 'will-prevent-unload', 'content-bounds-updated'])(
    'prevents %s',
    (event) => {
      const { contents } = guarded();

      expect(contents.isPrevented(event)).toBe(true);
    },
  );
});
