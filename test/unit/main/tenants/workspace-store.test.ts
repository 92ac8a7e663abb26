import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeptWorkspace } from '../../../../main/tenants/compartments.ts';
import { openWorkspaceStore } from '../../../../main/tenants/workspace-store.ts';
import { fileSystemWithout } from '../stored-files/failing-file-system.ts';
import { aFailure, allBytesOf, aProfile, idOf } from './a-registry.ts';

const now = () => new Date('2026-03-04T05:06:07.000Z');

const view = (n: number, tail = '') => ({
  portalId: 'defender' as const,
  url: `https://security.microsoft.com/?tid=${idOf(n)}${tail}`,
  zoomPercent: 100,
});

const workspace = (...numbers: readonly number[]): KeptWorkspace => ({
  selectedTenantId: numbers[0] === undefined ? null : idOf(numbers[0]),
  compartments: numbers.map((n) => ({ tenantId: idOf(n), views: [view(n)], activeIndex: 0 })),
});

describe('openWorkspaceStore', () => {
  it('has no pages at first and those that were saved afterwards', () => {
    const dir = aProfile();
    const store = openWorkspaceStore({ dir, now });
    expect(store.value).toEqual({ selectedTenantId: null, compartments: [] });

    expect(store.save(workspace(1, 2))).toBe(true);

    expect(openWorkspaceStore({ dir, now }).value).toEqual(workspace(1, 2));
  });

  it('keeps no sign-in secret and no page whose address cannot be kept', () => {
    const dir = aProfile();

    openWorkspaceStore({ dir, now }).save({
      selectedTenantId: idOf(1),
      compartments: [
        {
          tenantId: idOf(1),
          activeIndex: 2,
          views: [
            view(1, '&code=S3CRET#id_token=S3CRET'),
            { ...view(1), url: 'about:blank?S3CRET' },
            { ...view(1), url: 'https://user:S3CRET@a.example/' },
            { ...view(1), url: `https://a.example/${'S3CRET'.repeat(2000)}` },
          ],
        },
      ],
    });

    expect(allBytesOf(dir)).not.toContain('S3CRET');
    expect(openWorkspaceStore({ dir, now }).value.compartments[0]?.views).toEqual([view(1)]);
  });

  it('does not write what is on the disk already', () => {
    const dir = aProfile();
    const store = openWorkspaceStore({ dir, now });
    store.save(workspace(1));
    store.save(workspace(2));
    const before = allBytesOf(dir);

    expect(store.save(workspace(2))).toBe(true);

    expect(allBytesOf(dir)).toBe(before);
  });

  it('does not throw when the disk is full, and saves the same pages later', () => {
    const dir = aProfile();
    const failing = openWorkspaceStore({
      dir,
      now,
      fs: fileSystemWithout('writeSync', 'ENOSPC').fs,
    });

    expect(failing.save(workspace(1))).toBe(false);
    expect(failing.save(workspace(1))).toBe(false);

    expect(openWorkspaceStore({ dir, now }).save(workspace(1))).toBe(true);
    expect(openWorkspaceStore({ dir, now }).value).toEqual(workspace(1));
  });

  it('starts without pages and says so when the file is damaged', () => {
    const dir = aProfile();
    writeFileSync(join(dir, 'workspace.json'), '{"half');

    const store = openWorkspaceStore({ dir, now });

    expect(store.value.compartments).toEqual([]);
    expect(store.problem).toMatchObject({ what: 'workspace', state: 'damaged' });
    expect(readFileSync(join(dir, store.problem?.keptAs ?? ''), 'utf8')).toBe('{"half');
  });

  it.each([
    ['an address that is no page', { ...view(1), url: 'javascript:alert(1)' }],
    ['a portal that is none', { ...view(1), portalId: 'evil' }],
    ['a zoom of a million', { ...view(1), zoomPercent: 1_000_000 }],
  ])('does not take %s from the file', (_name, bad) => {
    const dir = aProfile();
    const data = {
      selectedTenantId: null,
      compartments: [{ tenantId: idOf(1), views: [bad], activeIndex: 0 }],
    };
    writeFileSync(
      join(dir, 'workspace.json'),
      JSON.stringify({ format: 'bulkhead-workspace', version: 1, data }),
    );

    const store = openWorkspaceStore({ dir, now });

    expect(store.value.compartments).toEqual([]);
    expect(store.problem?.state).toBe('damaged');
  });
});

describe('forget', () => {
  it('leaves no byte of the tenant and every page of the others', () => {
    const dir = aProfile();
    const store = openWorkspaceStore({ dir, now });
    store.save(workspace(1, 2));
    store.save({
      selectedTenantId: idOf(1),
      compartments: [
        { tenantId: idOf(1), views: [view(1)], activeIndex: 0 },
        { tenantId: idOf(2), views: [view(2), view(1)], activeIndex: 1 },
        { tenantId: idOf(3), views: [view(1)], activeIndex: 0 },
      ],
    });
    writeFileSync(join(dir, 'workspace.json.damaged-20260101T000000Z'), allBytesOf(dir));

    store.forget(idOf(1));

    expect(allBytesOf(dir)).not.toContain(idOf(1));
    expect(openWorkspaceStore({ dir, now }).value).toEqual({
      selectedTenantId: null,
      compartments: [{ tenantId: idOf(2), views: [view(2)], activeIndex: 1 }],
    });
  });

  it('keeps the tenant’s pages when it cannot be saved', () => {
    const dir = aProfile();
    openWorkspaceStore({ dir, now }).save(workspace(1));
    const store = openWorkspaceStore({ dir, now, fs: fileSystemWithout('fsyncSync', 'EIO').fs });

    expect(() => store.forget(idOf(1))).toThrow(aFailure('storage-failed', 'EIO'));

    expect(openWorkspaceStore({ dir, now }).value).toEqual(workspace(1));
  });
});
