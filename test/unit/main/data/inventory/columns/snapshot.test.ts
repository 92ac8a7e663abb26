import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeviceTable } from '../../../../../../main/data/inventory/columns/create-device-table.ts';
import type { DeviceTable } from '../../../../../../main/data/inventory/columns/device-table.ts';
import { COLUMN_IDS, FACET_IDS } from '../../../../../../preload/contract/device-columns.ts';
import { aDevice, aQuery, NOW, TENANT_A, TENANT_B } from './a-device.ts';

const CHECKSUM = 32;
const KIND = 'bulkhead-devices-1'.length;

const DEVICES = [
  aDevice({
    id: 1,
    name: 'LON-WS-1',
    dnsName: 'lon-ws-1.contoso.com',
    user: 'ken@contoso.com',
    email: 'kEn@contoso.com',
    tags: ['VIP', 'Paris'],
    ips: ['10.0.0.1'],
    risk: 'high',
    sources: ['defender', 'entra'],
    entraDeviceId: '01234567-89ab-cdef-0123-456789abcdef',
    intuneId: 'not of the usual form',
    lastSeen: NOW,
    vulnerabilities: 3,
  }),
  aDevice({ id: 2, name: 'oSl-Ws-2', os: 'Linux', lastSync: NOW }),
];

function aSnapshot(): Buffer {
  const table = createDeviceTable();
  table.put(TENANT_A, DEVICES);
  return Buffer.concat(table.toSnapshot(TENANT_A) ?? []);
}

const summed = (rest: Buffer) => Buffer.concat([createHash('sha256').update(rest).digest(), rest]);

/** The sections of a snapshot: what follows the kind, without the lengths. */
function sectionsOf(snapshot: Buffer): Buffer[] {
  const sections: Buffer[] = [];
  for (let at = CHECKSUM + KIND; at < snapshot.length;) {
    const length = snapshot.readUInt32LE(at);
    sections.push(Buffer.from(snapshot.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return sections;
}

/** A snapshot with a right checksum, whatever is in it. */
function snapshotOf(sections: readonly Buffer[]): Buffer {
  const lengths = sections.map((section) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(section.length);
    return Buffer.concat([length, section]);
  });
  return summed(Buffer.concat([Buffer.from('bulkhead-devices-1'), ...lengths]));
}

const everything = (table: DeviceTable) =>
  table.rows(aQuery(), COLUMN_IDS, { from: 0, count: 10 }, NOW).rows;

/** Asks all there is to ask. */
function ask(table: DeviceTable): void {
  for (const search of ['', 'lon', 'lo', 'contoso', '89ab', 'vip']) {
    const sort = COLUMN_IDS.slice(0, 4).map((column) => ({ column, isDescending: false }));
    table.rows(aQuery({ search }, sort), COLUMN_IDS, { from: 0, count: 10 }, NOW);
    table.suggest(search, 5);
  }
  table.facets(aQuery({ isNew: true }), FACET_IDS, NOW);
  table.overview(null, 30, NOW);
}

describe('a snapshot', () => {
  it('brings back all devices, also in pieces of any size', () => {
    const bytes = aSnapshot();
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 5 }), (cuts) => {
        const places = [0, ...cuts.sort((one, two) => one - two), bytes.length];
        const pieces = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        const table = createDeviceTable();

        expect(table.fromSnapshot(TENANT_A, pieces)).toBe(true);
        expect(everything(table)).toMatchObject([
          { id: 1, cells: expect.arrayContaining(['LON-WS-1', 'kEn@contoso.com']) },
          { id: 2, cells: expect.arrayContaining(['oSl-Ws-2', 'Linux']) },
        ]);
      }),
    );
  });

  it('replaces what the tenant had, and belongs to the tenant it is put in for', () => {
    const table = createDeviceTable();
    table.put(TENANT_B, [aDevice({ id: 9, tenantId: TENANT_B, name: 'gone' })]);
    const before = table.revision;

    expect(table.fromSnapshot(TENANT_B, [aSnapshot()])).toBe(true);
    expect(everything(table).map(({ id, tenantId }) => [id, tenantId])).toEqual([
      [1, TENANT_B],
      [2, TENANT_B],
    ]);
    expect(table.revision).toBeGreaterThan(before);
  });

  it('of which any bit changed, or a part is missing, changes nothing', () => {
    const bytes = aSnapshot();
    const damage = fc.oneof(
      fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 })).map(([at, bit]) => {
        const damaged = Buffer.from(bytes);
        damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << bit), at);
        return damaged;
      }),
      fc.nat({ max: bytes.length - 1 }).map((length) => bytes.subarray(0, length)),
      fc.constant(Buffer.concat([bytes, Buffer.from([0])])),
      fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some)),
    );
    fc.assert(
      fc.property(damage, (damaged) => {
        const table = createDeviceTable();
        table.put(TENANT_A, [aDevice({ id: 5, name: 'stays' })]);
        const { revision } = table;

        expect(table.fromSnapshot(TENANT_A, [damaged])).toBe(false);
        expect(table.revision).toBe(revision);
        expect(everything(table).map(({ id }) => id)).toEqual([5]);
      }),
      { numRuns: 300 },
    );
  });

  it('that was made up, with a right checksum, is refused or answers like any other', () => {
    const sections = sectionsOf(aSnapshot());
    let refused = 0;
    fc.assert(
      fc.property(
        fc.nat({ max: sections.length - 1 }),
        fc.nat({ max: 10_000 }),
        fc.oneof(fc.constantFrom(0, 1, 2, 3, 255, 0x22, 0x5b), fc.nat({ max: 255 })),
        (place, at, value) => {
          const changed = sections.map((section) => Buffer.from(section));
          const section = changed[place] ?? Buffer.alloc(0);
          if (section.length > 0) section[at % section.length] = value;
          const table = createDeviceTable();
          if (table.fromSnapshot(TENANT_A, [snapshotOf(changed)])) ask(table);
          else refused += 1;
        },
      ),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  const head = () =>
    JSON.parse((sectionsOf(aSnapshot())[0] ?? Buffer.alloc(0)).toString()) as {
      parts: unknown;
      words: unknown[][];
      tails: string[];
    };
  const withHead = (change: (value: ReturnType<typeof head>) => unknown) => {
    const changed = head();
    const result = change(changed) ?? changed;
    return snapshotOf([Buffer.from(JSON.stringify(result)), ...sectionsOf(aSnapshot()).slice(1)]);
  };
  const withSection = (place: number, change: (section: Buffer) => Buffer) =>
    snapshotOf(
      sectionsOf(aSnapshot()).map((section, at) => (at === place ? change(section) : section)),
    );
  const last = sectionsOf(aSnapshot()).length - 1;

  it.each<{ what: string; bytes: () => Buffer }>([
    {
      what: 'more rows than a part has',
      bytes: () => withHead((value) => void (value.parts = [16_385])),
    },
    { what: 'rows that are none', bytes: () => withHead((value) => void (value.parts = [2, 0])) },
    {
      what: 'parts that are not there',
      bytes: () => withHead((value) => void (value.parts = [2, 2])),
    },
    { what: 'no words', bytes: () => withHead((value) => void value.words.pop()) },
    {
      what: 'words that are no text',
      bytes: () => withHead((value) => void value.words[0]?.push([1])),
    },
    {
      what: 'the same word twice',
      bytes: () => withHead((value) => void value.words[2]?.push(['Linux'])),
    },
    { what: 'an empty word', bytes: () => withHead((value) => void value.words[0]?.push([''])) },
    {
      what: 'a long word',
      bytes: () => withHead((value) => void value.words[0]?.push(['x'.repeat(121)])),
    },
    {
      what: 'a source that is none',
      bytes: () => withHead((value) => void value.words.at(-1)?.push(['me'])),
    },
    {
      what: 'the same tail twice',
      bytes: () => withHead((value) => void value.tails.push('.contoso.com')),
    },
    { what: 'a head that is no object', bytes: () => withHead(() => 7) },
    {
      what: 'the same id twice',
      bytes: () => withSection(1, (ids) => Buffer.concat([ids.subarray(0, 8), ids.subarray(0, 8)])),
    },
    {
      what: 'an id that is no number',
      bytes: () => withSection(1, (ids) => Buffer.alloc(ids.length, 0xff)),
    },
    {
      what: 'a code that stands for nothing',
      bytes: () => withSection(4, () => Buffer.from([0, 9])),
    },
    {
      what: 'a tail that is none',
      bytes: () => withSection(last - 10, () => Buffer.from([0, 9])),
    },
    {
      what: 'a column of another length',
      bytes: () => withSection(4, () => Buffer.from([0, 1, 1])),
    },
    {
      what: 'text with a field more',
      bytes: () => withSection(last - 1, (text) => Buffer.concat([text, Buffer.from([0])])),
    },
    {
      what: 'text that is not UTF-8',
      bytes: () =>
        withSection(last - 1, (text) =>
          Buffer.from(text.map((byte) => (byte === 0x6c ? 0xff : byte))),
        ),
    },
    {
      what: 'text without a beginning',
      bytes: () =>
        withSection(last - 1, (text) => Buffer.concat([Buffer.from('x'), text.subarray(1)])),
    },
    { what: 'no originals', bytes: () => withSection(last, () => Buffer.from('[]')) },
    { what: 'originals that are no JSON', bytes: () => withSection(last, () => Buffer.from('[')) },
    {
      what: 'originals of a row that is none',
      bytes: () => withSection(last, () => Buffer.from('[[7,"[]"]]')),
    },
    {
      what: 'bytes after the end',
      bytes: () => snapshotOf([...sectionsOf(aSnapshot()), Buffer.from('more')]),
    },
    {
      what: 'another version',
      bytes: () =>
        summed(
          Buffer.from(
            aSnapshot().subarray(CHECKSUM).toString('latin1').replace('devices-1', 'devices-2'),
            'latin1',
          ),
        ),
    },
  ])('with $what is refused', ({ bytes }) => {
    const table = createDeviceTable();

    expect(table.fromSnapshot(TENANT_A, [bytes()])).toBe(false);
    expect(table.size).toBe(0);
    // What it is made of is one that is taken.
    expect(table.fromSnapshot(TENANT_A, [snapshotOf(sectionsOf(aSnapshot()))])).toBe(true);
  });

  it('with more rows in a part than one has is refused', () => {
    const table = createDeviceTable();
    const devices = Array.from({ length: 16_385 }, (_, id) => aDevice({ id, name: 'x' }));
    table.put(TENANT_A, devices);
    const [, ...sections] = sectionsOf(Buffer.concat(table.toSnapshot(TENANT_A) ?? []));
    const ofPart = sections.length / 2;
    const merged = sections.slice(0, ofPart).map((section, at) => {
      const other = sections[ofPart + at] ?? Buffer.alloc(0);
      if (at === ofPart - 1) return section;
      return Buffer.concat([section, at === ofPart - 2 ? other.subarray(1) : other]);
    });
    const words = head().words.map(() => [[]]);
    const of = (parts: readonly number[], rest: readonly Buffer[]) =>
      snapshotOf([Buffer.from(JSON.stringify({ parts, words, tails: ['', ''] })), ...rest]);

    expect(createDeviceTable().fromSnapshot(TENANT_A, [of([16_384, 1], sections)])).toBe(true);
    expect(createDeviceTable().fromSnapshot(TENANT_A, [of([16_385], merged)])).toBe(false);
  });

  it('is in parts of at most 8 MB', () => {
    const table = createDeviceTable();
    const devices = Array.from({ length: 4_000 }, (_, id) =>
      aDevice({ id, name: `device ${id}`, ips: Array.from({ length: 10 }, () => 'x'.repeat(250)) }),
    );
    table.put(TENANT_A, devices);
    const parts = table.toSnapshot(TENANT_A) ?? [];

    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(8 * 1024 * 1024);
    const other = createDeviceTable();
    expect(other.fromSnapshot(TENANT_A, parts)).toBe(true);
    expect(other.size).toBe(4_000);
    const again = Buffer.concat(other.toSnapshot(TENANT_A) ?? []);
    expect(again.equals(Buffer.concat(parts))).toBe(true);
  });
});
