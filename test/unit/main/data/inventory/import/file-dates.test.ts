import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../../../../main/data/inventory/import/file-dates.ts';
import { anImport, intuneCsv, textsOf } from './an-import.ts';

const at = (...parts: Parameters<typeof Date.UTC>) => Date.UTC(...parts) / 1_000;

describe('parseDate', () => {
  it.each([
    ['2026-11-20T15:04:05Z', at(2026, 10, 20, 15, 4, 5), true],
    ['2026-11-20T15:04:05.1234567Z', at(2026, 10, 20, 15, 4, 5), true],
    ['2026-11-20T15:04:05+02:00', at(2026, 10, 20, 13, 4, 5), true],
    ['2026-11-20T15:04:05-0530', at(2026, 10, 20, 20, 34, 5), true],
    ['2026-11-20 15:04:05.0000000', at(2026, 10, 20, 15, 4, 5), false],
    ['2026-11-20 15:04', at(2026, 10, 20, 15, 4), false],
    ['2026-11-20', at(2026, 10, 20), false],
    ['2026/11/20 3:04 PM', at(2026, 10, 20, 15, 4), false],
    ['20.11.2026 15:04', at(2026, 10, 20, 15, 4), false],
    ['20.11.2026, 15:04:05', at(2026, 10, 20, 15, 4, 5), false],
    ['3.4.2026 um 15:04 Uhr', at(2026, 3, 3, 15, 4), false],
    ['03.04.26', at(2026, 3, 3), false],
    ['4/4/2026 12:00:00 AM', at(2026, 3, 4), false],
    ['4/4/2026 12:30 PM', at(2026, 3, 4, 12, 30), false],
  ])('reads %s', (text, seconds, hasZone) => {
    expect(parseDate(text)).toEqual({ kind: 'exact', seconds, hasZone });
  });

  it.each([
    ['11/20/2026 3:04:05 PM', null, at(2026, 10, 20, 15, 4, 5)],
    ['11/20/2026, 3:04:05\u202fPM', null, at(2026, 10, 20, 15, 4, 5)],
    ['20/11/2026 15:04', at(2026, 10, 20, 15, 4), null],
    ['20/11/2026 à 15:04', at(2026, 10, 20, 15, 4), null],
    ['20-11-2026 15:04', at(2026, 10, 20, 15, 4), null],
    ['03/04/2026', at(2026, 3, 3), at(2026, 2, 4)],
    ['2/29/2028', null, at(2028, 1, 29)],
  ])('tells the readings of %s', (text, dayFirst, monthFirst) => {
    expect(parseDate(text)).toEqual({ kind: 'ordered', dayFirst, monthFirst, hasZone: false });
  });

  it.each(['', ' ', '0001-01-01T00:00:00', '1/1/0001 12:00:00 AM', '1601-01-01T00:00:00Z'])(
    'finds no time in “%s”',
    (text) => {
      expect(parseDate(text)).toEqual({ kind: 'none' });
    },
  );

  it.each([
    'yesterday',
    '2026-02-30',
    '30.02.2026',
    '13/13/2026',
    '2026-11-20T24:00:00Z',
    '2026-11-20 15:60',
    '11/20/2026 13:00 PM',
    '1999-12-31',
    '2100-01-01',
    '45981.5',
    '='.repeat(100),
  ])('refuses %s', (text) => {
    expect(parseDate(text)).toEqual({ kind: 'bad' });
  });

  it('reads every instant as it was written', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });

    fc.assert(
      fc.property(instants, (date) => {
        const seconds = Math.floor(date.getTime() / 1_000);
        const [year, month, day] = [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ];
        const time = date.toISOString().slice(11, 19);
        const us = parseDate(
          `${month}/${day}/${year}, ${date.toLocaleTimeString('en-US', { timeZone: 'UTC' })}`,
        );
        const german = parseDate(`${day}.${month}.${year}, ${time}`);

        expect(parseDate(date.toISOString())).toMatchObject({ seconds });
        expect(german).toMatchObject({ seconds });
        expect(us.kind === 'ordered' ? us.monthFirst : us).toEqual(
          us.kind === 'ordered' ? seconds : { kind: 'exact', seconds, hasZone: false },
        );
      }),
    );
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['none', 'exact', 'ordered', 'bad']).toContain(parseDate(text).kind);
      }),
    );
  });
});

describe('dates that can be read two ways', () => {
  const syncs = async (columns: {
    readonly enrolled?: readonly string[];
    readonly sync: readonly string[];
  }) => {
    const { preview, imports, facts } = anImport();
    const told = await preview(
      intuneCsv(
        ...columns.sync.map((sync, n) => ({
          'Device ID': `i${n}`,
          'Last check-in': sync,
          'Enrollment date': columns.enrolled?.[n] ?? '',
        })),
      ),
    );
    await imports.apply(told.importId, told.exportedAt);
    return {
      days: facts('intune-file').map(({ lastSync }) =>
        new Date((lastSync ?? 0) * 1_000).toISOString().slice(0, 10),
      ),
      texts: textsOf(told).filter((text) => !text.includes('UTC')),
    };
  };

  it('are decided by a row of their column that has one reading', async () => {
    expect(await syncs({ sync: ['03/04/2026 10:00', '20/11/2026 10:00'] })).toEqual({
      days: ['2026-04-03', '2026-11-20'],
      texts: [],
    });
    expect(await syncs({ sync: ['03/04/2026 10:00 AM', '11/20/2026 3:04:05 PM'] })).toEqual({
      days: ['2026-03-04', '2026-11-20'],
      texts: [],
    });
  });

  it('are decided by the other columns of the file when their own does not show it', async () => {
    const read = await syncs({
      enrolled: ['20/01/2026', ''],
      sync: ['03/04/2026', '05/06/2026'],
    });

    expect(read).toEqual({
      days: ['2026-04-03', '2026-06-05'],
      texts: [
        '2: “Last check-in”: 2 dates are read with the day first, as the other columns show it.',
      ],
    });
  });

  it('are taken as the older when nothing shows it, or both', async () => {
    const none = await syncs({ sync: ['03/04/2026', '04/03/2026'] });
    const both = await syncs({ sync: ['11/20/2026', '20/11/2026', '03/04/2026'] });

    expect(none.days).toEqual(['2026-03-04', '2026-03-04']);
    expect(none.texts).toEqual([
      expect.stringMatching(/^2: “Last check-in”: in 2 dates .* The older of both is taken/),
    ]);
    expect(both.days).toEqual(['2026-11-20', '2026-11-20', '2026-03-04']);
    expect(both.texts).toEqual([expect.stringMatching(/^4: “Last check-in”: in 1 dates/)]);
  });

  it('that are no dates are left out with a word', async () => {
    expect(await syncs({ sync: ['soon'] })).toEqual({
      days: ['1970-01-01'],
      texts: ['2: “Last check-in”: this is no date that Bulkhead can read.'],
    });
  });
});
