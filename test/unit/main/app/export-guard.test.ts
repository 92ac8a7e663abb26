import { describe, expect, it, vi } from 'vitest';
import { contract } from '../../../../preload/contract/index.ts';
import { guardExport } from '../../../../main/app/export-guard.ts';
import { ACTIONS } from '../../../../main/journal/actions.ts';
import type { Journal } from '../../../../main/journal/journal.ts';
import { journalHandlers } from '../../../../main/journal/journal-ipc.ts';
import { aFailure } from '../tenants/a-registry.ts';

/** Intents of the topic that read a file: what they take in was chosen before, or is chosen then. */
const READING = new Set([
  'tenants.applyImport',
  'inventory.applyImport',
  'onboarding.importChecklist',
]);

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
    const writing = Object.entries(ACTIONS)
      .flatMap(([area, rules]) =>
        Object.entries(rules as Readonly<Record<string, string | { as: string; topic: string }>>)
          .filter(([, rule]) => typeof rule === 'object' && rule.as === 'intent')
          .filter(([, rule]) => typeof rule === 'object' && rule.topic === 'files')
          .map(([name]) => `${area}.${name}`),
      )
      .filter((name) => !READING.has(name))
      .concat('journal.exportKey');

    expect(writing.length).toBeGreaterThan(7);
    const methods = contract as unknown as Record<string, Record<string, { errors: string[] }>>;
    const silent = writing.filter((name) => {
      const [area = '', method = ''] = name.split('.');
      return methods[area]?.[method]?.errors.includes('not-available') !== true;
    });
    expect(silent).toEqual([]);
  });

  it('shuts the journal’s exports as well', async () => {
    const written: string[] = [];
    const handlers = journalHandlers<null>({
      journal: {
        key: () => ({ id: 'k', bytes: new Uint8Array(32) }),
        flush: async () => written.push('flushed'),
      } as unknown as Journal,
      dir: '/nowhere',
      chooseExportFile: guardExport(false, async () => '/x'),
      writeFile: async (path) => void written.push(path),
      now: () => new Date('2026-11-21T09:00:00.000Z'),
    });

    const shut = aFailure('not-available', 'does not allow files');
    await expect(handlers.exportFile({ format: 'plain' }, null)).rejects.toThrow(shut);
    await expect(handlers.exportKey({}, null)).rejects.toThrow(shut);
    expect(written).toEqual([]);
  });
});
