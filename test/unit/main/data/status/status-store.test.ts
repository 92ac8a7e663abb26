import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../../main/data/store/open-store.ts';
import { createStatusStore } from '../../../../../main/data/status/status-store.ts';
import type { Answer, SignInOutcome } from '../../../../../main/data/status/facts.ts';
import type { TenantId } from '../../../../../preload/contract/index.ts';

const A = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const B = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;

function aStore() {
  const { db } = openStore({
    path: null,
    key: null,
    nativeBinding: null,
    appVersion: '1.2.3',
    now: () => new Date(),
  });
  return createStatusStore(db);
}

const stamp = { source: 'GET /v1.0/organization', collectedAt: '2026-11-21T09:00:00.000Z' };
const known = (displayName: string): Answer<unknown> => ({
  kind: 'known',
  value: { id: A, displayName },
  ...stamp,
});
const gap = (
  kind: 'failed' | 'not-permitted' | 'not-licensed' | 'not-collected',
): Answer<never> => ({
  kind,
  needs: null,
  detail: null,
  ...stamp,
});

describe('createStatusStore', () => {
  it.each([
    ['known', known('one'), known('two'), known('two')],
    ['failed', known('one'), gap('failed'), known('one')],
    ['not collected', known('one'), gap('not-collected'), known('one')],
    ['not permitted', known('one'), gap('not-permitted'), gap('not-permitted')],
    ['not licensed', known('one'), gap('not-licensed'), gap('not-licensed')],
    ['failed after a refusal', gap('not-permitted'), gap('failed'), gap('not-permitted')],
    ['known after a refusal', gap('not-permitted'), known('one'), known('one')],
    ['failed first', gap('not-collected'), gap('failed'), gap('failed')],
  ])('keeps the right answer when the next one is %s', (_, before, next, kept) => {
    const store = aStore();

    store.saveAnswers(A, { organization: before });
    store.saveAnswers(A, { organization: next });

    expect(store.read(A).answers.organization).toEqual(kept);
  });

  it('keeps the time of the last complete collection when the next one has a problem', () => {
    const store = aStore();

    store.finish(A, { collectedAt: '2026-11-21T09:00:00.000Z', problem: null });
    store.finish(A, { collectedAt: null, problem: 'The service cannot be reached.' });

    expect(store.read(A)).toMatchObject({
      collectedAt: '2026-11-21T09:00:00.000Z',
      problem: 'The service cannot be reached.',
    });
  });

  it('knows nothing of a tenant it was told nothing of, and mixes none up', () => {
    const store = aStore();
    store.saveAnswers(A, { organization: known('one') });
    store.setAccount(A, 'operator@a.example');

    expect(store.read(B)).toEqual({ answers: {}, account: null, collectedAt: null, problem: null });
  });

  it('forgets one tenant and no other', () => {
    const store = aStore();
    const signIn: Answer<SignInOutcome> = {
      kind: 'known',
      value: { state: 'signed-in', code: null, reason: '' },
      ...stamp,
    };
    for (const id of [A, B]) store.saveAnswers(id, { organization: known('one'), signIn });
    store.setLeft([A, B]);

    store.forget(A);

    expect(store.tenantIds()).toEqual([B]);
    expect(store.left()).toEqual([B]);
    expect(store.read(B).answers.signIn?.kind).toBe('known');
  });

  it('keeps what a collection left over in its order', () => {
    const store = aStore();

    store.setLeft([B, A, B]);
    expect(store.left()).toEqual([B, A]);
    store.removeLeft(B);

    expect(store.left()).toEqual([A]);
  });
});
