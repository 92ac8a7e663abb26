import { describe, expect, it } from 'vitest';
import { selectSuites } from '../../../scripts/test/suites.mjs';

function selected(...words: string[]) {
  const selection = selectSuites(words);
  if ('unknown' in selection) throw new Error(`unknown: ${selection.unknown}`);
  return { names: selection.suites.map((suite) => suite.name), filters: selection.filters };
}

describe('the suites of a run', () => {
  it('are all, the quick ones first, when none is named', () => {
    expect(selected().names).toEqual([
      'types',
      'lint',
      'format',
      'unused code',
      'unit and integration tests',
      'interface in a browser',
      'end to end in Electron',
      'the packaged app',
    ]);
    expect(selected('package').names).toEqual(['the packaged app']);
  });

  it('are those of one group, with filters for its runner, when one is named', () => {
    expect(selected('electron', '-g', 'clash')).toEqual({
      names: ['end to end in Electron'],
      filters: ['-g', 'clash'],
    });
    expect(selected('static').names).toHaveLength(4);
  });

  it('are none when the group is not known', () => {
    expect(selectSuites(['e2e'])).toEqual({
      unknown: 'e2e',
      groups: ['static', 'unit', 'web', 'electron', 'package'],
    });
  });
});
