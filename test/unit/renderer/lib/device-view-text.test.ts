import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COLUMN_IDS,
  DEVICE_VALUES,
  FACET_IDS,
  type FacetId,
} from '../../../../preload/contract/device-columns.ts';
import { DeviceView } from '../../../../preload/contract/index.ts';
import { NO_FILTER } from '../../../../renderer/lib/device-query.ts';
import { deviceViewFromText, deviceViewToText } from '../../../../renderer/lib/device-view-text.ts';
import { typeableText } from '../../../../renderer/lib/visible-text.ts';

const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201';
const plain = (changes: Partial<DeviceView> = {}): DeviceView => ({
  name: 'All',
  query: { filter: NO_FILTER, sort: [] },
  columns: ['name'],
  ...changes,
});
const messageOf = (text: string) => {
  const read = deviceViewFromText(text);
  return read.ok ? null : read.message;
};

describe('deviceViewToText', () => {
  it('writes a line that people can read', () => {
    const view = DeviceView.parse({
      name: 'At risk & old',
      query: {
        filter: {
          tenantIds: [TENANT],
          search: 'pc 1',
          facets: { os: ['Windows 11', 'a,b'], risk: ['high', 'medium', '', 'critical'] },
          isNew: true,
          stale: 'only',
          staleAfterDays: 30,
          isChanged: true,
        },
        sort: [
          { column: 'lastSeen', isDescending: true },
          { column: 'name', isDescending: false },
        ],
      },
      columns: ['name', 'tenant'],
    });
    const text = `bulkhead-view:1?name=At%20risk%20%26%20old&tenants=${TENANT}&q=pc%201&os=Windows%2011,a%2Cb&risk=high,medium,,~critical&stale=30&new=1&changed=1&sort=-lastSeen,name&cols=name,tenant`;

    expect(deviceViewToText(view)).toBe(text);
    expect(deviceViewFromText(text)).toEqual({ ok: true, view });
  });

  it('leaves out what is as usual', () => {
    expect(deviceViewToText(plain())).toBe('bulkhead-view:1?name=All&cols=name');
  });

  it('writes half a character as a mark', () => {
    expect(deviceViewToText(plain({ name: 'a\ud800' }))).toBe(
      'bulkhead-view:1?name=a%EF%BF%BD&cols=name',
    );
  });

  it('writes nothing that would be too long to read', () => {
    const tags = Array.from({ length: 500 }, (_, index) => `tag number ${index}`);
    const filter = { ...NO_FILTER, facets: { tags } };

    expect(deviceViewToText(plain({ query: { filter, sort: [] } }))).toBeNull();
  });
});

describe('a view that went through text', () => {
  const anyText = (maxLength: number) =>
    fc
      .oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('', '~', ',', '&a=b', '%', '%41', '+', 'constructor', '-', 'high'),
      )
      .map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd').slice(0, maxLength));
  const valueOf = (facet: FacetId) => {
    if (facet === 'tenant') return fc.uuid();
    const known = Object.keys(DEVICE_VALUES[facet] ?? {});
    return known.length === 0 ? anyText(200) : fc.oneof(fc.constantFrom(...known), anyText(200));
  };
  const facets = fc.record(
    Object.fromEntries(
      FACET_IDS.map((facet) => [facet, fc.array(valueOf(facet), { minLength: 1, maxLength: 3 })]),
    ),
    { requiredKeys: [] },
  );
  const aView = fc
    .record({
      name: anyText(80).map((name) => typeableText(`N${name}`).slice(0, 80)),
      query: fc.record({
        filter: fc.record({
          tenantIds: fc.option(fc.array(fc.uuid(), { maxLength: 3 })),
          search: anyText(200),
          facets,
          isNew: fc.boolean(),
          stale: fc.constantFrom('only', 'without', null),
          staleAfterDays: fc.integer({ min: 1, max: 365 }),
          isChanged: fc.boolean(),
        }),
        sort: fc.uniqueArray(
          fc.record({ column: fc.constantFrom(...COLUMN_IDS), isDescending: fc.boolean() }),
          { maxLength: 4, selector: ({ column }) => column },
        ),
      }),
      columns: fc.uniqueArray(fc.constantFrom(...COLUMN_IDS), { minLength: 1 }),
    })
    .map((view) => DeviceView.parse(view));

  it('is the same, also with its parts turned around and broken over lines', () => {
    fc.assert(
      fc.property(aView, fc.nat({ max: 300 }), (view, at) => {
        const text = deviceViewToText(view) ?? '';
        const [head, rest = ''] = [text.slice(0, 16), text.slice(16)];
        const turned = head + rest.split('&').toReversed().join('&');

        expect(deviceViewFromText(text)).toEqual({ ok: true, view });
        expect(deviceViewFromText(turned)).toEqual({ ok: true, view });
        expect(deviceViewFromText(`\n ${text.slice(0, at)}\r\n  ${text.slice(at)}\t`)).toEqual({
          ok: true,
          view,
        });
      }),
    );
  });

  it('is either a view of the contract or words, whatever the text is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'bulkhead-view:1?',
        '&',
        '=',
        ',',
        'name',
        'cols',
        'risk',
        '~',
        '%',
        '-',
        'high',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        const read = deviceViewFromText(`bulkhead-view:1?name=a&cols=name${pieces.join('')}`);

        expect(read.ok ? DeviceView.parse(read.view) : read.message.length > 0).toBeTruthy();
      }),
    );
  });
});

describe('text that is no view', () => {
  const having = (parts: string) => `bulkhead-view:1?name=a&cols=name${parts}`;

  it('is taken where it says nothing more than it must', () => {
    expect(deviceViewFromText('bulkhead-view:1?cols=name&name=All&new=0&sort=&')).toEqual({
      ok: true,
      view: plain(),
    });
  });

  it.each([
    ['', 'This is no view of Bulkhead.'],
    ['https://attacker.example/?name=a&cols=name', 'This is no view of Bulkhead.'],
    ['bulkhead-view:1', 'This is no view of Bulkhead.'],
    ['bulkhead-view:2?name=a&cols=name', 'This view is of a newer version of Bulkhead.'],
    [`bulkhead-view:1?name=${'a'.repeat(8_000)}`, 'This is too long for a view.'],
    [`bulkhead-view:1?name=a${'\n'.repeat(8_000)}`, 'The view has no columns.'],
    [having('&colour=red'), 'A view has nothing called “colour”.'],
    [having('&__proto__=a'), 'A view has nothing called “__proto__”.'],
    [having('&constructor=a'), 'A view has nothing called “constructor”.'],
    [having('&Risk=high'), 'A view has nothing called “Risk”.'],
    [having(`&${'x'.repeat(100)}=a`), `A view has nothing called “${'x'.repeat(40)}…”.`],
    [having('&new'), 'The view does not say what “new” is.'],
    [having('&name=b'), 'The view says “name” twice.'],
    [having('&risk=high&risk=low'), 'The view says “risk” twice.'],
    [having('&risk=hihg'), 'Risk has no value “hihg”.'],
    [having('&risk=constructor'), 'Risk has no value “constructor”.'],
    [having('&risk=a%E2%80%AEb'), 'Risk has no value “a\ufffdb”.'],
    [having('&lastSeenAge=1y'), 'Last seen has no value “1y”.'],
    [having(`&os=${'a'.repeat(201)}`), 'A value of OS is too long.'],
    [having(`&os=${'a,'.repeat(500)}`), 'OS has too many values.'],
    [having('&os=%E0%A4%A'), 'What the view says of “os” is damaged.'],
    [having('&tenant=contoso'), '“contoso” is no ID of a tenant.'],
    [having('&tenants=a'), '“a” is no ID of a tenant.'],
    [having(`&tenants=${TENANT},`), '“” is no ID of a tenant.'],
    [having(`&q=${'a'.repeat(201)}`), 'The search is too long.'],
    [having('&stale=0'), '“0” is no number of days from 1 to 365.'],
    [having('&seen=366'), '“366” is no number of days from 1 to 365.'],
    [having('&days=1e2'), '“1e2” is no number of days from 1 to 365.'],
    [having('&stale=30&seen=30'), 'The view says both stale and seen.'],
    [having('&new=yes'), '“new” is 1 or 0 and not “yes”.'],
    [having('&sort=colour'), 'There is no column “colour”.'],
    [having('&sort=name,-name'), 'The view has the column “name” twice.'],
    [having('&sort=name,os,risk,user,email'), 'A view is sorted by 4 columns at most.'],
    ['bulkhead-view:1?cols=name', 'The view has no name.'],
    ['bulkhead-view:1?cols=name&name=%20%E2%80%AE', 'The view has no name.'],
    [`bulkhead-view:1?cols=name&name=${'a'.repeat(81)}`, 'The name is longer than 80 characters.'],
    ['bulkhead-view:1?name=a', 'The view has no columns.'],
    ['bulkhead-view:1?name=a&cols=name,', 'There is no column “”.'],
    ['bulkhead-view:1?name=a&cols=name,name', 'The view has the column “name” twice.'],
  ])('%j is told: %s', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it('loses what cannot be seen in its name', () => {
    const read = deviceViewFromText('bulkhead-view:1?cols=name&name=a%E2%80%AEb%20%20c');

    expect(read).toEqual({ ok: true, view: plain({ name: 'ab c' }) });
  });
});
