import { describe, expect, it } from 'vitest';
import { readQuery } from '../../../../../main/data/onboarding/bundled-queries.ts';

describe('readQuery', () => {
  it('takes title and purpose from the comments, and keeps them', () => {
    const file =
      '// Scans\r\n// Newest scan of each device.\n//\n//Thirty days.\nDeviceEvents\n| take 1\n';

    expect(readQuery(file, 'scans')).toEqual({
      title: 'Scans',
      about: 'Newest scan of each device. Thirty days.',
      text: '// Scans\n// Newest scan of each device.\n//\n//Thirty days.\nDeviceEvents\n| take 1\n',
    });
  });

  it.each(['DeviceEvents\n// not a title', ''])('has a name for one without comments', (file) => {
    expect(readQuery(file, 'scans')).toMatchObject({ title: 'scans', about: '' });
  });
});
