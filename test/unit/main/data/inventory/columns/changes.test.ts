import { describe, expect, it } from 'vitest';
import { createDeviceTable } from '../../../../../../main/data/inventory/columns/create-device-table.ts';
import { Segment } from '../../../../../../main/data/inventory/columns/segment.ts';
import type { Device } from '../../../../../../main/data/inventory/device.ts';
import type { DeviceQuery } from '../../../../../../preload/contract/devices.ts';
import { COLUMN_IDS, FACET_IDS } from '../../../../../../preload/contract/device-columns.ts';
import { aDevice, aQuery, NOW, TENANT_A } from './a-device.ts';
import { createPlainTable } from './plain-table.ts';

/** A state of a device: text, facets and times change with its number. */
function stateOf(id: number, state: number): Device {
  return aDevice({
    id,
    name: `ws-${(id * 7_919) % 10_007}${state % 3 === 0 ? '' : `-${state}`}`,
    dnsName: state % 2 === 0 ? `ws-${(id * 7_919) % 10_007}.contoso.com` : null,
    user: `person${id % 97}@contoso.com`,
    os: ['Windows', 'Linux', null][(id + state) % 3] ?? null,
    tags: state % 4 === 0 ? [`tag ${id % 5}`] : [],
    lastSeen: NOW - ((id * 37 + state) % 100) * 86_400,
    entraObjectId: `${String(id).padStart(8, '0')}-0000-4000-8000-000000000000`,
  });
}

describe('devices that change many times', () => {
  it('are what they were last, in as many parts as it takes', () => {
    const table = createDeviceTable();
    const plain = createPlainTable();
    const count = 17_000;
    const expectSame = (query: DeviceQuery) => {
      const page = { from: 2, count: 40 };
      const expected = plain.rows(query, COLUMN_IDS, page, NOW);
      expect(expected.total).toBeGreaterThan(5);
      expect({ ...table.rows(query, COLUMN_IDS, page, NOW), revision: 0 }).toEqual({
        ...expected,
        revision: 0,
      });
    };
    for (let state = 0; state < 3; state++) {
      const devices: Device[] = [];
      for (let id = state; id < count; id += 1 + state) devices.push(stateOf(id, state));
      table.put(TENANT_A, devices);
      plain.put(TENANT_A, devices);
      // Asked in between, so that what was kept of an answer must not be told again.
      expectSame(aQuery({}, [{ column: 'user', isDescending: true }]));
    }
    const removed = Array.from({ length: count / 9 }, (_, at) => at * 9);
    table.remove(TENANT_A, removed);
    plain.remove(TENANT_A, removed);

    expect(table.size).toBe(plain.size);
    expect(table.facets(aQuery(), FACET_IDS, NOW)).toEqual(plain.facets(aQuery(), FACET_IDS, NOW));
    for (const search of ['person1', 'ws', '0000017']) {
      const query = aQuery({ search }, [{ column: 'lastSeen', isDescending: true }]);
      expectSame(query);
    }
  });

  it('do not fill memory with what they were', () => {
    const segment = new Segment(TENANT_A);
    for (let state = 0; state < 200; state++) {
      for (let id = 0; id < 100; id++) {
        segment.put(
          aDevice({ id, name: `name ${state} of ${id}`, deviceGroup: `g ${state} ${id}` }),
        );
      }
      segment.compact(false);
    }
    const [part] = segment.parts;

    expect(segment.size).toBe(100);
    expect(part?.rows).toBeLessThan(1_000);
    expect(part?.text.length).toBeLessThan(100_000);
    expect(segment.dictionaries.deviceGroup.size).toBeLessThan(2_200);
  });

  it('are found by their ids, however often they moved', () => {
    const segment = new Segment(TENANT_A);
    for (let state = 0; state < 60; state++) {
      for (let id = state % 7; id < 300; id += 1 + (state % 3)) {
        segment.put(aDevice({ id, name: `name ${state} of ${id}` }));
      }
      for (let id = state % 11; id < 300; id += 13) segment.remove(id);
      segment.compact(false);
      const places = Array.from({ length: 300 }, (_, id) => segment.place(id));
      const wrong = places.filter(
        (place, id) =>
          place !== null && (place.part.ids[place.row] !== id || place.part.alive[place.row] !== 1),
      );
      expect(wrong).toEqual([]);
      expect(places.filter((place) => place !== null).length).toBe(segment.size);
    }
    for (let id = 0; id < 300; id++) segment.remove(id);
    segment.compact(true);

    expect(segment.size).toBe(0);
    expect(segment.parts).toEqual([]);
  });

  it('are written as they were written last', () => {
    const table = createDeviceTable();
    for (const name of ['kEn', 'keN', 'KEN', 'Ken', 'ken']) {
      table.put(TENANT_A, [aDevice({ id: 1, name, tags: [name] })]);
      const { rows } = table.rows(aQuery(), ['name', 'tags'], { from: 0, count: 1 }, NOW);

      expect(rows[0]?.cells).toEqual([name, [name]]);
    }
  });

  it('stay where they are while their text stays the same', () => {
    const segment = new Segment(TENANT_A);
    segment.put(aDevice({ id: 1, name: 'Same', risk: 'low' }));
    const { layout } = segment;
    segment.put(aDevice({ id: 1, name: 'SAME', risk: 'high', lastSeen: NOW }));

    expect(segment.layout).toBe(layout);
    expect(segment.parts[0]).toMatchObject({ rows: 1, dead: 0 });
  });

  it('are refused without an id that is a number', () => {
    const table = createDeviceTable();

    expect(() => table.put(TENANT_A, [aDevice({ id: 1 }), aDevice({ id: -1 })])).toThrow(
      RangeError,
    );
    expect(() => table.put(TENANT_A, [aDevice({ id: 1.5 })])).toThrow(RangeError);
    expect(table.size).toBe(1);
  });
});
