import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../../main/ipc/failure.ts';
import { Compartments } from '../../../../main/tenants/compartments.ts';
import { createStage } from '../../../../main/tenants/stage.ts';
import type { PortalId, TenantId, View, ViewId } from '../../../../preload/contract/index.ts';
import { FakeView } from '../../../support/fake-view.ts';

const A = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const B = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
const STRANGER = '00000000-0000-4000-8000-000000000001' as TenantId;

const portalUrl = (id: TenantId, portal: PortalId) => `https://${portal}.example/?tid=${id}`;
const withoutSecrets = (url: string) => url.split('#')[0] ?? null;

describe('Compartments', () => {
  const names = new Map<TenantId, string>();
  let made: { tenantId: TenantId; view: FakeView }[];
  let limit: number;
  let idleAfterMs: number | null;
  let now: number;
  let ready: Promise<void>;
  const closing = new Set<TenantId>();
  const disallowed = new Set<TenantId>();
  const mismatches: TenantId[] = [];
  let compartments: Compartments;

  const views = (id: TenantId): readonly View[] =>
    compartments.snapshot().compartments.find((c) => c.tenantId === id)?.views ?? [];
  const last = () => {
    const entry = made.at(-1);
    if (entry === undefined) throw new Error('no view was made');
    return entry.view;
  };
  /** A pop-up of the page that was made last, in the compartment of A. */
  const adopt = (popup: FakeView) =>
    compartments.adoptPopup(A, 'https://defender.example/popup', last().contents.id, () =>
      popup.asView(),
    );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

  const aCompartments = () =>
    new Compartments({
      tenants: {
        has: (id) => names.has(id),
        isAllowed: (id) => !disallowed.has(id),
        requireAllowed: (id) => {
          if (disallowed.has(id)) throw new Failure('not-available', 'not listed');
        },
        isClosing: (id) => closing.has(id),
        nameOf: (id) => names.get(id) ?? null,
        markOpened: () => undefined,
        portalUrl: (id, portal) => (portal === 'defender-mto' ? null : portalUrl(id, portal)),
      },
      stage: createStage({ addChildView: () => 0, removeChildView: () => 0 }, () => 1),
      createView: (tenantId) => {
        const view = new FakeView();
        made.push({ tenantId, view });
        return view.asView();
      },
      whenReady: () => ready,
      viewOptions: {
        evidenceOfUrl: (url) => {
          const { host, searchParams } = new URL(url);
          if (host === 'login.example') return null;
          const tenantId = searchParams.get('tid') as TenantId | null;
          return tenantId === null
            ? { kind: 'silent-page', host }
            : { kind: 'portal-url', tenantId, host };
        },
        isSignInUrl: (url) => new URL(url).host === 'login.example',
        now: () => new Date(now),
        isMac: false,
        onContextMenu: () => undefined,
      },
      isListedUrl: (_id, url) => !url.includes('unlisted'),
      onMismatch: (id) => mismatches.push(id),
      liveViewLimit: () => limit,
      idleAfterMs: () => idleAfterMs,
      onChanged: () => undefined,
      onShortcut: () => undefined,
      onFound: () => undefined,
    });

  beforeEach(() => {
    disallowed.clear();
    names.clear();
    closing.clear();
    mismatches.length = 0;
    names.set(A, 'Fabrikam').set(B, 'Contoso');
    made = [];
    limit = 5;
    idleAfterMs = null;
    ready = Promise.resolve();
    now = Date.parse('2026-11-21T08:00:00Z');
    compartments = aCompartments();
    compartments.start();
  });

  it('opens a portal once and brings it to the front the next time', async () => {
    const first = compartments.openPortal(A, 'defender');
    compartments.openPortal(A, 'entra');
    expect(compartments.openPortal(A, 'defender')).toBe(first);
    await settle();
    expect(made.map((m) => m.view.contents.loaded)).toEqual([
      [portalUrl(A, 'defender')],
      [portalUrl(A, 'entra')],
    ]);
    expect(compartments.snapshot()).toMatchObject({ selectedTenantId: A, liveViews: 2 });
  });

  it.each([
    ['https://login.example/organizations/oauth2/v2.0/logout?state=1', 2],
    ['https://login.example/common/oauth2/v2.0/authorize', 1],
  ])('begins a portal anew where it was signed out of: %s', async (url, loads) => {
    const first = compartments.openPortal(A, 'defender');
    await settle();
    const [{ view } = { view: null }] = made;
    if (view === null) throw new Error('no view');
    view.contents.url = url;
    expect(compartments.openPortal(A, 'defender')).toBe(first);
    await settle();
    expect(view.contents.loaded).toEqual(
      Array.from({ length: loads }, () => portalUrl(A, 'defender')),
    );
  });

  it('opens nothing for a tenant that is not in the estate', () => {
    expect(() => compartments.openPortal(STRANGER, 'defender')).toThrow(/not in the estate/);
    expect(compartments.snapshot().compartments).toEqual([]);
  });

  it('opens nothing of a tenant that is not allowed, and shows what is kept of it', () => {
    compartments.openPortal(A, 'defender');
    const kept = compartments.toKept();
    compartments.closeAll(A);
    disallowed.add(A);

    expect(() => compartments.openPortal(A, 'defender')).toThrow('not listed');
    expect(() => compartments.openPage(A, 'https://other.example/x')).toThrow('not listed');
    compartments.restore(kept);
    compartments.select(A);
    expect(views(A)).toEqual([]);
    expect(compartments.snapshot().selectedTenantId).toBe(A);
  });

  it('keeps the pages of a tenant that is not allowed until it is allowed again', () => {
    compartments.openPortal(A, 'defender');
    compartments.openPortal(B, 'entra');
    const kept = compartments.toKept();
    compartments = aCompartments();
    disallowed.add(A);

    compartments.restore(kept);
    expect(views(A)).toEqual([]);
    expect(compartments.toKept().compartments.map(({ tenantId }) => tenantId)).toEqual([B, A]);
    const later = compartments.toKept();
    disallowed.clear();
    compartments = aCompartments();
    compartments.restore(later);
    expect(views(A).map(({ portalId }) => portalId)).toEqual(['defender']);
  });

  it('keeps nothing of a tenant that is forgotten, though it was not allowed', () => {
    const url = `https://portal.example/${A}`;
    const page = { portalId: 'entra' as const, url, zoomPercent: 100 };
    disallowed.add(A).add(B);
    compartments.restore({
      selectedTenantId: null,
      compartments: [A, B].map((tenantId) => ({ tenantId, views: [page], activeIndex: 0 })),
    });
    expect(compartments.toKept().compartments).toHaveLength(2);

    names.delete(A);
    compartments.closeAll(A);

    expect(compartments.toKept().compartments).toEqual([]);
  });

  it('opens no portal without a documented address', () => {
    expect(() => compartments.openPortal(A, 'defender-mto')).toThrow(/no documented address/);
  });

  it('opens an address of no portal as a page of its own that is not kept', async () => {
    compartments.openPortal(A, 'defender');
    const id = compartments.openPage(A, 'https://other.example/x');
    await settle();

    expect(last().contents.loaded).toEqual(['https://other.example/x']);
    expect(views(A).map(({ portalId }) => portalId)).toEqual(['defender', null]);
    expect(compartments.frontOf(A)?.id).toBe(id);
    expect(compartments.toKept().compartments[0]?.views).toHaveLength(1);
    expect(() => compartments.openPage(STRANGER, 'https://other.example/')).toThrow(/not in the/);
  });

  it('opens no more pages than a compartment holds', () => {
    for (let n = 0; n < 40; n += 1) compartments.openPage(A, 'https://other.example/');

    expect(() => compartments.openPage(A, 'https://other.example/')).toThrow(/Too many pages/);
  });

  it('knows the page in front of a compartment that is not selected', () => {
    const id = compartments.openPortal(A, 'defender');
    compartments.openPortal(B, 'entra');

    expect(compartments.frontOf(A)?.id).toBe(id);
    expect(compartments.frontOf(STRANGER)).toBeNull();
  });

  it('covers a page of another tenant until the operator goes back', async () => {
    const id = compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.commit(`${portalUrl(A, 'defender')}&page=2`);
    expect(views(A)[0]?.proof).toMatchObject({ state: 'proven', evidence: 'portal-url' });

    page.contents.commit('https://login.example/for-another-tenant');
    page.contents.commit(portalUrl(B, 'defender'));
    expect(views(A)[0]?.proof).toMatchObject({ state: 'mismatch', pageTenantName: 'Contoso' });
    expect(page.isVisible).toBe(false);
    expect(mismatches).toEqual([A]);
    page.contents.commit(portalUrl(A, 'defender'));
    expect(views(A)[0]?.proof.state).toBe('mismatch');

    compartments.resolveMismatch(A, id, 'go-back', withoutSecrets);
    await settle();
    // The page itself goes: left to be replaced, it could speak and be seen until then.
    expect(page.contents.loaded.at(-1)).toBe('about:blank');
    expect(compartments.isHeld(A, page.contents.id)).toBe(true);
    expect(compartments.isHeld(A, last().contents.id)).toBe(false);
    expect(last()).not.toBe(page);
    expect(last().contents.loaded).toEqual([`${portalUrl(A, 'defender')}&page=2`]);
    expect(views(A)[0]?.proof.state).toBe('unproven');
  });

  it('opens a page in the compartment it belongs to, without sign-in secrets', async () => {
    const id = compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.commit(`${portalUrl(B, 'defender')}#id_token=secret`);
    compartments.resolveMismatch(A, id, 'open-in-right-compartment', withoutSecrets);
    await settle();
    expect(compartments.snapshot().selectedTenantId).toBe(B);
    expect(last().contents.loaded).toEqual([portalUrl(B, 'defender')]);
    expect(views(A)[0]?.proof.state).toBe('unproven');
  });

  it('keeps a page covered whose tenant is not in the estate', () => {
    const id = compartments.openPortal(A, 'defender');
    last().contents.commit(portalUrl(STRANGER, 'defender'));
    const decide = () =>
      compartments.resolveMismatch(A, id, 'open-in-right-compartment', withoutSecrets);
    expect(decide).toThrow(/Add this tenant first/);
    expect(views(A)[0]?.proof).toMatchObject({ state: 'mismatch', pageTenantName: null });
  });

  it('keeps a page covered whose tenant is not allowed', () => {
    const id = compartments.openPortal(A, 'defender');
    last().contents.commit(portalUrl(B, 'defender'));
    disallowed.add(B);
    const decide = () =>
      compartments.resolveMismatch(A, id, 'open-in-right-compartment', withoutSecrets);
    expect(decide).toThrow('not listed');
    expect(views(A)[0]?.proof).toMatchObject({ state: 'mismatch' });
  });

  it('puts the longest unused page to sleep when another has come, and brings it back to its place', async () => {
    limit = 1;
    compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.commit(`${portalUrl(A, 'defender')}&page=7`);
    page.contents.scroll = [0, 420];
    now += 1000;
    compartments.openPortal(B, 'defender');
    await settle();
    expect(views(A)[0]?.state).toBe('ready');
    last().contents.commit(portalUrl(B, 'defender'));
    await settle();
    expect(views(A)[0]?.state).toBe('hibernated');
    expect(page.contents.isGone).toBe(true);
    expect(compartments.snapshot().liveViews).toBe(1);

    compartments.select(A);
    const woken = last();
    expect(woken).not.toBe(page);
    await settle();
    expect(woken.contents.loaded).toEqual([`${portalUrl(A, 'defender')}&page=7`]);
    const read = vi.spyOn(woken.contents, 'executeJavaScriptInIsolatedWorld');
    woken.contents.emit('did-finish-load');
    expect(read).toHaveBeenCalledWith(expect.any(Number), [{ code: 'window.scrollTo(0, 420)' }]);
  });

  it('has at most one page more than the limit, however many are on their way', async () => {
    limit = 1;
    compartments.openPortal(A, 'defender');
    compartments.openPortal(B, 'defender');
    now += 1000;
    compartments.openPortal(B, 'entra');
    await settle();
    expect(compartments.snapshot().liveViews).toBe(2);
  });

  it('keeps a page alive that is asked for while it falls asleep', async () => {
    limit = 1;
    compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.commit(portalUrl(A, 'defender'));
    now += 1000;
    compartments.openPortal(B, 'defender');
    last().contents.commit(portalUrl(B, 'defender'));
    now += 1000;
    compartments.select(A);
    await settle();
    expect(page.contents.isGone).toBe(false);
    expect(views(B)[0]?.state).toBe('hibernated');
  });

  it('shows a crash, and reloads the page when asked', () => {
    const id = compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    expect(views(A)[0]).toMatchObject({
      state: 'crashed',
      problem: expect.stringContaining('crashed'),
    });
    expect(page.isVisible).toBe(false);
    compartments.view(A, id).reload();
    expect(page.contents.reloads).toBe(1);
  });

  it('gives a page that hangs another process when it is reloaded', async () => {
    const id = compartments.openPortal(A, 'defender');
    const hung = last();
    hung.contents.commit(portalUrl(A, 'defender'));
    hung.contents.emit('unresponsive');
    expect(views(A)[0]).toMatchObject({ state: 'hung' });

    compartments.view(A, id).reload();
    await settle();

    expect(hung.contents.isGone).toBe(true);
    expect(last()).not.toBe(hung);
    expect(last().contents.loaded).toEqual([portalUrl(A, 'defender')]);
    expect(views(A)[0]).toMatchObject({ id, state: 'loading' });
  });

  it('says why a page did not load, and loads it again', async () => {
    const id = compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.emit('did-fail-load', {}, -105, 'ERR_NAME_NOT_RESOLVED', 'x', true);
    page.contents.emit('did-stop-loading');
    expect(views(A)[0]).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/name was not found/),
    });
    compartments.view(A, id).reload();
    await settle();
    expect(page.contents.loaded).toHaveLength(2);
  });

  it('takes no notice of a failure in a frame or of a load that was left', () => {
    compartments.openPortal(A, 'defender');
    last().contents.emit('did-fail-load', {}, -105, 'ERR_NAME_NOT_RESOLVED', 'x', false);
    last().contents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'x', true);
    expect(views(A)[0]?.state).toBe('loading');
  });

  it('explains a refused sign-in until the page moves on', async () => {
    compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.pageText = 'Error Code: 53000';
    page.contents.commit('https://login.example/authorize');
    await settle();
    await settle();
    expect(views(A)[0]?.signInBlock).toMatchObject({ code: '53000', mayHandOff: true });
    page.contents.commit(portalUrl(A, 'defender'));
    expect(views(A)[0]?.signInBlock).toBeNull();
  });

  it('adopts a pop-up and drops it when the page closes it', () => {
    compartments.openPortal(A, 'defender');
    const popup = new FakeView();
    adopt(popup);
    expect(views(A)).toHaveLength(2);
    expect(views(A)[1]).toMatchObject({ portalId: null });
    popup.contents.close();
    expect(views(A)).toHaveLength(1);
    expect(compartments.snapshot().compartments[0]?.activeViewId).toBe(views(A)[0]?.id);
  });

  it('keeps a page awake that waits for a pop-up, also over the limit', async () => {
    limit = 1;
    compartments.openPortal(A, 'defender');
    await settle();
    const popup = new FakeView();
    adopt(popup);
    await settle();
    expect(views(A).map(({ state }) => state)).not.toContain('hibernated');

    popup.contents.close();
    compartments.openPortal(B, 'entra');
    last().contents.commit(portalUrl(B, 'entra'));
    await settle();
    expect(views(A).map(({ state }) => state)).toEqual(['hibernated']);
  });

  it('keeps portals, not pop-ups, between starts and restores them asleep', async () => {
    compartments.openPortal(A, 'defender');
    last().contents.commit(`${portalUrl(A, 'defender')}&page=3`);
    last().contents.commit('https://login.example/half-way');
    adopt(new FakeView());
    compartments.openPortal(B, 'entra');
    const kept = compartments.toKept();

    names.delete(B);
    made = [];
    compartments = aCompartments();
    compartments.restore(kept);
    expect(made).toEqual([]);
    expect(compartments.snapshot().compartments.map((c) => c.tenantId)).toEqual([A]);
    expect(compartments.snapshot().selectedTenantId).toBeNull();
    compartments.start();
    compartments.select(A);
    await settle();
    expect(last().contents.loaded).toEqual([`${portalUrl(A, 'defender')}&page=3`]);
  });

  it('loads nothing before the session is secured, and says so when it cannot be', async () => {
    let fail = (_reason: Error) => {};
    ready = new Promise((_resolve, reject) => (fail = reject));
    compartments.openPortal(A, 'defender');
    await settle();
    expect(last().contents.loaded).toEqual([]);
    fail(new Error('no proxy'));
    await settle();
    expect(last().contents.loaded).toEqual([]);
    expect(views(A)[0]).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/secured/),
    });
  });

  it('leads a kept page that is not listed any more to the portal’s start', async () => {
    compartments.restore({
      selectedTenantId: A,
      compartments: [
        {
          tenantId: A,
          views: [{ portalId: 'defender', url: 'https://unlisted.example/', zoomPercent: 100 }],
          activeIndex: 0,
        },
      ],
    });
    await settle();
    expect(last().contents.loaded).toEqual([portalUrl(A, 'defender')]);
  });

  it('opens and wakes nothing of a tenant whose session is being erased', () => {
    compartments.openPortal(B, 'defender');
    closing.add(A);
    expect(() => compartments.openPortal(A, 'defender')).toThrow(/being erased/);
    expect(() => compartments.select(A)).toThrow(/being erased/);
    expect(compartments.canAdoptPopup(A)).toBe(false);
    expect(made.every((m) => m.tenantId === B)).toBe(true);
  });

  it('knows no proof any more when a page crashed, slept or signs in again', () => {
    compartments.openPortal(A, 'defender');
    const page = last();
    page.contents.commit(portalUrl(A, 'defender'));
    expect(views(A)[0]?.proof.state).toBe('proven');
    page.contents.commit('https://login.example/again');
    expect(views(A)[0]?.proof.state).toBe('unproven');
    page.contents.commit(portalUrl(A, 'defender'));
    page.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    expect(views(A)[0]?.proof.state).toBe('unproven');
  });

  describe('shut, as while Bulkhead is locked', () => {
    it('ends every page at once, and brings back the one in front to its place', async () => {
      limit = 1;
      compartments.openPortal(A, 'defender');
      last().contents.commit(`${portalUrl(A, 'defender')}&page=7`);
      now += 1000;
      compartments.openPortal(B, 'entra');
      last().contents.commit(`${portalUrl(B, 'entra')}&page=8`);
      // The first is asked for its place, and has not answered yet.
      expect(made.map((m) => m.view.contents.isGone)).toEqual([false, false]);

      compartments.setShut(true, true);

      expect(made.map((m) => m.view.contents.isGone)).toEqual([true, true]);
      expect([...views(A), ...views(B)].map(({ state }) => state)).toEqual([
        'hibernated',
        'hibernated',
      ]);
      await settle();
      compartments.setShut(false);
      await settle();
      expect(made).toHaveLength(3);
      expect(last().contents.loaded).toEqual([`${portalUrl(B, 'entra')}&page=8`]);
      expect(views(A)[0]?.state).toBe('hibernated');
      compartments.select(A);
      await settle();
      expect(last().contents.loaded).toEqual([`${portalUrl(A, 'defender')}&page=7`]);
    });

    it('lets pages go on where that is wanted, and wakes no other', async () => {
      compartments.openPortal(A, 'defender');
      compartments.setShut(true);
      compartments.openPortal(B, 'entra');
      await settle();

      expect(made.map((m) => m.view.contents.isGone)).toEqual([false]);
      compartments.setShut(false);
      await settle();
      expect(made.map((m) => m.view.contents.isGone)).toEqual([false, false]);
    });

    it('wakes nothing, whatever asks for it', async () => {
      const id = compartments.openPortal(A, 'defender');
      compartments.setShut(true, true);

      compartments.start();
      compartments.select(A);
      compartments.refresh();
      compartments.view(A, id).reload();
      compartments.openPortal(A, 'defender', 'https://defender.example/other');
      compartments.openPortal(B, 'entra');
      await settle();

      expect(made).toHaveLength(1);
      expect(compartments.canAdoptPopup(A)).toBe(false);
      expect(compartments.snapshot().liveViews).toBe(0);
    });

    it('leaves a page of another tenant covered, and what it says unanswered', async () => {
      const id = compartments.openPortal(A, 'defender');
      const page = last();
      page.contents.commit(portalUrl(B, 'defender'));
      compartments.setShut(true, true);

      expect(page.contents.isGone).toBe(true);
      expect(compartments.isHeld(A, page.contents.id)).toBe(true);
      expect(compartments.isHeld(A, null)).toBe(true);
      compartments.setShut(false);
      await settle();
      expect(made).toHaveLength(1);
      expect(views(A)[0]?.proof).toMatchObject({ state: 'mismatch', pageTenantName: 'Contoso' });

      compartments.resolveMismatch(A, id, 'open-in-right-compartment', withoutSecrets);
      await settle();
      expect(last().contents.loaded).toEqual([portalUrl(B, 'defender')]);
      expect(views(A)[0]?.proof.state).toBe('unproven');
    });

    it('ends a page that Bulkhead itself waits for', () => {
      const own = new FakeView();
      compartments.adoptPopup(A, 'https://login.example/authorize', null, () => own.asView());
      compartments.setShut(true, true);

      expect(own.contents.isGone).toBe(true);
      expect(views(A)).toEqual([]);
    });
  });

  it('ends every page of a tenant that is forgotten', () => {
    compartments.openPortal(A, 'defender');
    compartments.openPortal(A, 'entra');
    const pages = made.map((m) => m.view.contents);
    names.delete(A);
    compartments.closeAll(A);
    expect(pages.every((page) => page.isGone)).toBe(true);
    expect(compartments.snapshot()).toMatchObject({ selectedTenantId: null, compartments: [] });
  });

  it('answers not-found for a page of another tenant', () => {
    const id = compartments.openPortal(A, 'defender');
    expect(() => compartments.view(B, id)).toThrow(/no longer open/);
    expect(() => compartments.view(A, 'v999' as ViewId)).toThrow(/no longer open/);
  });
});
