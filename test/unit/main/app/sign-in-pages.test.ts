import { describe, expect, it } from 'vitest';
import { createSignInPages } from '../../../../main/app/sign-in-pages.ts';
import { SignInCancelled } from '../../../../main/identity/sign-in-error.ts';
import type { Compartments } from '../../../../main/tenants/compartments.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';
import { FakeView } from '../../../support/fake-view.ts';

const TENANT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const SIGN_IN = 'https://login.microsoftonline.com/authorize';

function somePages() {
  const state = { isShut: false, made: 0, adopted: 0 };
  const view = new FakeView();
  const compartments = {
    get isShut() {
      return state.isShut;
    },
    canAdoptPopup: () => true,
    adoptPopup: () => (state.adopted += 1),
    select: () => undefined,
    viewOfContents: () => null,
  };
  const pages = createSignInPages({
    createView: () => {
      state.made += 1;
      return view.asView();
    },
    whenReady: () => Promise.resolve(),
    compartments: () => compartments as unknown as Compartments,
  });
  return { pages, state, view };
}

describe('createSignInPages, when Bulkhead is locked', () => {
  it('makes no page', () => {
    const { pages, state } = somePages();
    state.isShut = true;

    expect(() => pages.open(TENANT)).toThrow(SignInCancelled);
    expect(state.made).toBe(0);
  });

  it('shows none that was made before, and says that it closed', async () => {
    const { pages, state, view } = somePages();
    const page = pages.open(TENANT);
    let isClosed = false;
    page.onClosed(() => (isClosed = true));
    state.isShut = true;

    page.open(SIGN_IN);
    await Promise.resolve();

    expect({ isClosed, adopted: state.adopted, loaded: view.contents.loaded }).toEqual({
      isClosed: true,
      adopted: 0,
      loaded: [],
    });
  });
});
