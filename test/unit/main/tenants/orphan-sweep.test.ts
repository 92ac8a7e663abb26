import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweepOrphans } from '../../../../main/tenants/orphan-sweep.ts';
import type { TenantId } from '../../../../preload/contract/index.ts';

const KEPT = '7c1f0a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const GONE = '9d22b1a4-0f6c-4b1d-8f3a-5a2f6f1c7b10' as TenantId;

describe('sweepOrphans', () => {
  it('deletes what no tenant of the estate owns and nothing else', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'sweep-'));
    const partitionsDir = join(profile, 'Partitions');
    const browserProfilesDir = join(profile, 'managed-browser');
    const make = (dir: string, name: string) => {
      mkdirSync(join(dir, name), { recursive: true });
      writeFileSync(join(dir, name, 'data'), name);
      return join(dir, name);
    };
    const kept = [
      make(partitionsDir, `tenant-${KEPT}`),
      make(partitionsDir, 'shell'),
      make(partitionsDir, 'tenant-not-a-guid'),
      make(browserProfilesDir, KEPT),
      make(browserProfilesDir, 'other'),
      make(profile, 'elsewhere'),
    ];
    symlinkSync(join(profile, 'elsewhere'), join(partitionsDir, `tenant-${GONE}.7`));
    const gone = [
      make(partitionsDir, `tenant-${GONE}`),
      make(partitionsDir, `tenant-${KEPT}.3`),
      make(browserProfilesDir, GONE),
    ];

    const deleted = await sweepOrphans({
      partitionsDir,
      browserProfilesDir,
      ownedFolders: new Set([`tenant-${KEPT}`]),
      ownedIds: new Set([KEPT]),
    });

    expect(deleted).toBe(gone.length);
    expect(gone.filter(existsSync)).toEqual([]);
    expect(kept.filter((path) => !existsSync(join(path, 'data')))).toEqual([]);
  });

  it('has nothing to do where there is nothing yet', async () => {
    const missing = join(tmpdir(), 'never-made');
    const deleted = await sweepOrphans({
      partitionsDir: missing,
      browserProfilesDir: missing,
      ownedFolders: new Set(),
      ownedIds: new Set(),
    });
    expect(deleted).toBe(0);
  });
});
