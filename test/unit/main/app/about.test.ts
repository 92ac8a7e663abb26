import { describe, expect, it } from 'vitest';
import { describeApp } from '../../../../main/app/about.ts';
import { About } from '../../../../preload/contract/index.ts';

const given = {
  version: '0.1.0',
  isRelease: false,
  versions: { ...process.versions, electron: '33.2.1', chrome: '130.0.1' },
  pinnedElectron: '45.4.1',
  platform: 'linux',
  arch: 'x64',
  env: {
    BULKHEAD_RUNTIME_NOTE: 'The fallback runs.',
    BULKHEAD_DEMO_ESTATE: 'Demo estate',
  },
};

describe('describeApp', () => {
  it('says what runs and what was pinned', () => {
    const about = describeApp(given);
    expect(About.parse(about)).toMatchObject({
      electron: '33.2.1',
      pinnedElectron: '45.4.1',
      runtimeNote: 'The fallback runs.',
      demoEstate: 'Demo estate',
    });
  });

  it('says by itself when the pinned Electron is another, and when it is this one', () => {
    expect(describeApp({ ...given, env: {} }).runtimeNote).toBe(
      'The pinned Electron is 45.4.1; this is 33.2.1.',
    );
    expect(describeApp({ ...given, env: {}, pinnedElectron: '33.2.1' }).runtimeNote).toBe(
      'This is the pinned Electron.',
    );
  });

  it('takes nothing from the environment when packaged', () => {
    expect(describeApp({ ...given, isRelease: true })).toMatchObject({
      pinnedElectron: '45.4.1',
      runtimeNote: 'The pinned Electron is 45.4.1; this is 33.2.1.',
      demoEstate: null,
    });
  });
});
