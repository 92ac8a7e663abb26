import type { DeviceQuery, Facet, FacetId, TenantId } from '../../../../preload/contract/index.ts';
import { aDevice, type FakeDevice } from './device-data.ts';
import { counted, queried } from './device-query.ts';

/** Where the fake bridge has its devices from: an array, or arithmetic. */
export interface DeviceModel {
  /** Devices that there are. */
  readonly all: () => number;
  /** Devices that match, how many, and one of them by its place. */
  readonly find: (query: DeviceQuery) => {
    readonly total: number;
    readonly at: (position: number) => FakeDevice | undefined;
    readonly positionOf: (id: number) => number;
  };
  readonly facet: (query: DeviceQuery, id: FacetId) => Facet;
  readonly byId: (id: number) => FakeDevice | undefined;
  /** Those that counts are made of. */
  readonly some: () => readonly FakeDevice[];
  readonly replace: (devices: readonly FakeDevice[]) => void;
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** Devices in an array that is made when it is first asked for. */
export function arrayModel(make: () => readonly FakeDevice[]): DeviceModel {
  let made: readonly FakeDevice[] | null = null;
  const devices = () => (made ??= make());
  let last: { key: string; found: readonly FakeDevice[] } | null = null;
  return {
    all: () => devices().length,
    find: (query) => {
      const key = JSON.stringify(query);
      if (last?.key !== key) last = { key, found: queried(devices(), query, nowSeconds()) };
      const { found } = last;
      return {
        total: found.length,
        at: (position) => found[position],
        positionOf: (id) => found.findIndex((device) => device.id === id),
      };
    },
    facet: (query, id) => counted(devices(), query, id, nowSeconds()),
    byId: (id) => devices().find((device) => device.id === id),
    some: devices,
    replace: (next) => {
      made = next;
      last = null;
    },
  };
}

/**
 * So many devices without holding one: each is made of its place when it is asked for. A search
 * leaves a tenth; a descending sort turns the order around; facets are shares of the whole.
 */
export function arithmeticModel(count: number, tenantIds: readonly TenantId[]): DeviceModel {
  const deviceAt = (number: number) =>
    aDevice(
      number,
      tenantIds[number % tenantIds.length] ?? ('' as TenantId),
      'example.com',
      nowSeconds(),
    );
  const sample = Array.from({ length: Math.min(count, 400) }, (_, at) => deviceAt(at));
  return {
    all: () => count,
    find: ({ filter, sort }) => {
      const step = filter.search === '' ? 1 : 10;
      const total = Math.ceil(count / step);
      const isReversed = sort[0]?.isDescending === true;
      const place = (position: number) => (isReversed ? total - 1 - position : position);
      return {
        total,
        at: (position) =>
          position < 0 || position >= total ? undefined : deviceAt(place(position) * step),
        positionOf: (id) => (id % step === 0 && id < count ? place(id / step) : -1),
      };
    },
    facet: (query, id) => {
      const facet = counted(
        sample,
        { ...query, filter: { ...query.filter, search: '' } },
        id,
        nowSeconds(),
      );
      const times = Math.floor(count / sample.length);
      return {
        ...facet,
        values: facet.values.map(({ value, count }) => ({ value, count: count * times })),
      };
    },
    byId: (id) => (id < count ? deviceAt(id) : undefined),
    some: () => sample,
    replace: () => undefined,
  };
}
