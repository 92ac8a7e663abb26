import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFuses, RELEASE_FUSES, setFuses } from '../../../../scripts/package/fuses.mjs';
import { useTemporaryFolder } from '../../../integration/setup/temporary-folder.ts';
import { anElectron } from './an-electron.ts';

const COUNT = Object.keys(RELEASE_FUSES).length;

describe('the fuses of a release', () => {
  const folder = useTemporaryFolder();

  const electron = (fuses: string) => anElectron(join(folder.path, 'electron'), fuses);

  it('are all set, and read back', async () => {
    const path = await electron('0'.repeat(COUNT));

    await setFuses(path);

    expect(await readFuses(path)).toEqual(RELEASE_FUSES);
  });

  it('are set as far as an older Electron has them', async () => {
    const path = await electron('1'.repeat(COUNT - 1));

    await setFuses(path);

    const { WasmTrapHandlers: _newer, ...older } = RELEASE_FUSES;
    expect(await readFuses(path)).toEqual(older);
  });

  it('are refused when there is one that is not decided', async () => {
    const path = await electron('1'.repeat(COUNT + 1));
    const before = await readFile(path);

    await expect(setFuses(path)).rejects.toThrow('strictlyRequireAllFuses');
    expect(await readFile(path)).toEqual(before);
  });

  it('can be another in a copy', async () => {
    const path = await electron('0'.repeat(COUNT));

    await setFuses(path, { EnableNodeCliInspectArguments: true });

    expect(await readFuses(path)).toEqual({
      ...RELEASE_FUSES,
      EnableNodeCliInspectArguments: true,
    });
  });
});
