import { describe, expect, it } from 'vitest';
import { COLUMN_IDS, DEFAULT_COLUMNS } from '../../../../preload/contract/device-columns.ts';
import {
  askedColumns,
  movedColumn,
  toggledColumn,
} from '../../../../renderer/lib/device-columns.ts';

describe('columns', () => {
  it('are asked for in one order, so that moving one asks nothing anew', () => {
    const moved = movedColumn(DEFAULT_COLUMNS, 'risk', 0);

    expect(moved[0]).toBe('risk');
    expect(askedColumns(moved)).toEqual(askedColumns(DEFAULT_COLUMNS));
  });

  it('always come with what says who a row is and how old', () => {
    expect(askedColumns(['os'])).toEqual(
      COLUMN_IDS.filter((id) =>
        ['name', 'os', 'lastSeen', 'lastSync', 'lastSignIn', 'collectedAt'].includes(id),
      ),
    );
  });

  it('stay inside when they are moved too far, and as they are when one is not there', () => {
    expect(movedColumn(['name', 'os', 'risk'], 'os', 99)).toEqual(['name', 'risk', 'os']);
    expect(movedColumn(['name', 'os', 'risk'], 'os', -5)).toEqual(['os', 'name', 'risk']);
    expect(movedColumn(['name', 'os'], 'risk', 0)).toEqual(['name', 'os']);
  });

  it('are shown and hidden, but for the name', () => {
    expect(toggledColumn(['name', 'os'], 'os')).toEqual(['name']);
    expect(toggledColumn(['name'], 'os')).toEqual(['name', 'os']);
    expect(toggledColumn(['name'], 'name')).toEqual(['name']);
  });
});
