import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../main/ipc/failure.ts';
import { forgetTenant, type ForgetTenantDeps } from '../../../../main/tenants/forget-tenant.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const A = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const FOLDER = `tenant-${A}`;

/** @param lacks methods that this Electron's sessions do not have */
function given(more: Partial<ForgetTenantDeps> = {}, lacks: readonly string[] = []) {
  const partitionsDir = mkdtempSync(join(tmpdir(), 'forget-'));
  mkdirSync(join(partitionsDir, FOLDER));
  writeFileSync(join(partitionsDir, FOLDER, 'Cookies'), 'canary');
  const done: string[] = [];
  // Every method of the session records its name and succeeds.
  const session: Session = new Proxy({} as Session, {
    get: (_target, name): unknown => {
      if (lacks.includes(String(name))) return undefined;
      return name === 'cookies' ? session : () => (done.push(String(name)), Promise.resolve());
    },
  });
  const deps: ForgetTenantDeps = {
    nameOf: (id) => (id === A ? 'Fabrikam' : null),
    closePages: () => done.push('closePages'),
    sessionOf: () => session,
    folderOf: () => FOLDER,
    partitionsDir,
    managedBrowser: {
      find: () => Promise.resolve(null),
      open: () => Promise.reject(new Error('not here')),
      forget: () => Promise.resolve(true),
    },
    endServices: async () => void done.push('endServices'),
    forgetInServices: async () => (done.push('forgetInServices'), true),
    eraseCrashDumps: async () => void done.push('eraseCrashDumps'),
    removeFromWorkspace: () => done.push('removeFromWorkspace'),
    removeFromViews: () => done.push('removeFromViews'),
    removeFromEstate: () => done.push('removeFromEstate'),
    inform: (message) => done.push(message),
    ...more,
  };
  return { deps, done, folderPath: join(partitionsDir, FOLDER) };
}

describe('forgetTenant', () => {
  it('erases the session and its folder, and the records last', async () => {
    const { deps, done, folderPath } = given();
    expect(await forgetTenant(deps, A, 'Fabrikam')).toEqual({ isErased: true });
    expect(existsSync(folderPath)).toBe(false);
    expect(done[0]).toBe('closePages');
    expect(done.at(-1)).toBe('removeFromEstate');
    expect(done).toEqual(
      expect.arrayContaining([
        'eraseCrashDumps',
        'forgetInServices',
        'clearStorageData',
        'clearData',
        'clearCache',
        'clearAuthCache',
      ]),
    );
  });

  it('forgets a tenant whose collected data is erased at the next start, and says so', async () => {
    const { deps, done } = given({ forgetInServices: async () => false });
    expect(await forgetTenant(deps, A, 'Fabrikam')).toEqual({ isErased: false });
    expect(done.at(-1)).toBe('removeFromEstate');
  });

  it('also on an Electron that has no call for shared dictionaries', async () => {
    const { deps, done } = given({}, ['clearSharedDictionaryCache']);
    expect(await forgetTenant(deps, A, 'Fabrikam')).toEqual({ isErased: true });
    expect(done).toContain('removeFromEstate');
  });

  it.each(['', 'fabrikam', 'Fabrikam Ltd', 'Contoso'])(
    'does nothing when %j is typed',
    async (typed) => {
      const { deps, done, folderPath } = given();
      await expect(forgetTenant(deps, A, typed)).rejects.toMatchObject({
        code: 'confirmation-mismatch',
      });
      expect(done).toEqual([]);
      expect(existsSync(folderPath)).toBe(true);
    },
  );

  it('keeps the records when the session cannot be erased, so that it can be tried again', async () => {
    const { deps, done } = given({
      sessionOf: () => {
        throw new Error('broken');
      },
    });
    await expect(forgetTenant(deps, A, 'Fabrikam')).rejects.toThrow('broken');
    expect(done).not.toContain('removeFromEstate');
  });

  const full = () => {
    throw new Failure('storage-failed', 'The disk is full.');
  };

  it('forgets the tenant though the list of open pages cannot be written, and says so', async () => {
    const { deps, done, folderPath } = given({ removeFromWorkspace: full });
    expect(await forgetTenant(deps, A, 'Fabrikam')).toEqual({ isErased: true });
    expect(existsSync(folderPath)).toBe(false);
    expect(done).toContain('clearStorageData');
    expect(done.at(-3)).toMatch(/workspace\.json/);
    expect(done.slice(-2)).toEqual(['removeFromViews', 'removeFromEstate']);
  });

  it('forgets the tenant though saved views cannot be written, and says so', async () => {
    const { deps, done, folderPath } = given({ removeFromViews: full });
    expect(await forgetTenant(deps, A, 'Fabrikam')).toEqual({ isErased: true });
    expect(existsSync(folderPath)).toBe(false);
    expect(done.at(-2)).toMatch(/views\.json/);
    expect(done.at(-1)).toBe('removeFromEstate');
  });

  it('erases all else and says what is left when the list of tenants cannot be written', async () => {
    const { deps, done, folderPath } = given({ removeFromEstate: full });
    await expect(forgetTenant(deps, A, 'Fabrikam')).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/are erased, but it is still in the list/) as unknown,
    });
    expect(existsSync(folderPath)).toBe(false);
    expect(done).toEqual(expect.arrayContaining(['clearStorageData', 'removeFromWorkspace']));
  });

  it('says that something is left when a browser still holds its profile', async () => {
    const { deps } = given();
    const busy = { ...deps.managedBrowser, forget: () => Promise.resolve(false) };
    expect(await forgetTenant({ ...deps, managedBrowser: busy }, A, 'Fabrikam')).toEqual({
      isErased: false,
    });
  });

  it('knows no other tenant', async () => {
    const { deps } = given();
    const other = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;
    await expect(forgetTenant(deps, other, '')).rejects.toMatchObject({ code: 'not-found' });
  });
});
