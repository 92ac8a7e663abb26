import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseExportFile } from '../../../../main/app/choose-export-file.ts';
import { chooseFile } from '../../../../main/app/choose-file.ts';
import { createFileChoosers, type FileChoosers } from '../../../../main/app/file-choosers.ts';
import { aFailure } from '../tenants/a-registry.ts';

// The system's dialogs; what is asked of them is in the electron specs.
vi.mock('electron', () => ({ dialog: {} }));
vi.mock('../../../../main/app/choose-export-file.ts');
vi.mock(import('../../../../main/app/choose-file.ts'), async (original) => ({
  ...(await original()),
  chooseFile: vi.fn(),
}));

const PATH = '/home/operator/a.csv';
const CHOOSERS: readonly (keyof FileChoosers)[] = [
  'exportFile',
  'tenantsFile',
  'devicesFile',
  'evidenceFile',
  'checklistFile',
  'handOverFile',
];

describe('createFileChoosers', () => {
  let answer: (path: string | null) => void = () => undefined;
  let isLocked = false;
  const choosers = (allowsExport = true) =>
    createFileChoosers({ window: {} as BrowserWindow, allowsExport, isLocked: () => isLocked });

  beforeEach(() => {
    isLocked = false;
    const asking = () => new Promise<string | null>((resolve) => (answer = resolve));
    vi.mocked(chooseExportFile).mockReset().mockImplementation(asking);
    vi.mocked(chooseFile).mockReset().mockImplementation(asking);
  });

  it('are all of them tried here', () => {
    expect(Object.keys(choosers()).toSorted()).toEqual(CHOOSERS.toSorted());
  });

  it.each(CHOOSERS)('%s answers with what was chosen', async (name) => {
    const choosing = choosers()[name]('a.csv');
    answer(PATH);

    expect(await choosing).toBe(PATH);
  });

  it.each(CHOOSERS)('%s takes no answer that comes after the lock', async (name) => {
    const choosing = choosers()[name]('a.csv');
    isLocked = true;
    answer(PATH);

    await expect(choosing).rejects.toThrow(aFailure('not-available', 'was locked'));
  });

  it('do not ask where to write where the policy forbids it', async () => {
    await expect(choosers(false).exportFile('a.csv')).rejects.toThrow(
      aFailure('not-available', 'does not allow files'),
    );
    expect(chooseExportFile).not.toHaveBeenCalled();
  });
});
