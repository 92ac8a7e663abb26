import { describe, expect, it, vi } from 'vitest';
import { contract } from '../../../../preload/contract/index.ts';
import { guardExport } from '../../../../main/app/export-guard.ts';
import { aFailure } from '../tenants/a-registry.ts';

describe('guardExport', () => {
  it('asks where to write, where files may be written', async () => {
    const choose = vi.fn(async (name: string) => `/home/operator/${name}`);

    expect(await guardExport(true, choose)('a.csv')).toBe('/home/operator/a.csv');
  });

  it('says no without asking where they may not', async () => {
    const choose = vi.fn(async () => '/x');

    await expect(guardExport(false, choose)('a.csv')).rejects.toThrow(
      aFailure('not-available', 'does not allow files'),
    );
    expect(choose).not.toHaveBeenCalled();
  });

  it('is a failure that every method which writes a file announces', () => {
    const writing = [
      contract.inventory.exportFile,
      contract.status.exportFile,
      contract.onboarding.exportCalendar,
      contract.onboarding.exportChecklist,
      contract.onboarding.exportHandOver,
      contract.onboarding.saveEvidence,
    ];

    for (const { errors } of writing) expect(errors).toContain('not-available');
  });
});
