import type { DeviceQuery } from '../../../../preload/contract/index.ts';
import { matchingRows, orderRows } from './device-list.ts';
import type { Estate } from './estate.ts';
import { conditionsOf } from './match.ts';
import { Orders } from './orders.ts';

/** Row numbers kept at most, over all lists; four bytes each. */
const MOST_NUMBERS = 2_000_000;
const MOST_LISTS = 16;

/** Lists that were asked for last, so that every page of one costs the same. */
export class ListCache {
  readonly #estate: Estate;
  readonly #orders: Orders;
  /** In the order of their last use. */
  readonly #lists = new Map<string, Uint32Array>();

  constructor(estate: Estate) {
    this.#estate = estate;
    this.#orders = new Orders(estate);
  }

  /** Row numbers of a query, in its order. @param now whole minutes, seconds since 1970 */
  get(query: DeviceQuery, now: number): Uint32Array {
    const { filter, sort } = query;
    const isOfNow =
      filter.isNew || filter.stale !== null || filter.facets.lastSeenAge !== undefined;
    const key = JSON.stringify([filter, sort, isOfNow ? now : 0]);
    const list = this.#lists.get(key) ?? this.#make(query, now);
    this.#lists.delete(key);
    this.#lists.set(key, list);
    this.#bound();
    return list;
  }

  /** To be called after every change of the table. */
  clear(): void {
    this.#lists.clear();
  }

  #make({ filter, sort }: DeviceQuery, now: number): Uint32Array {
    const rows = matchingRows(this.#estate, conditionsOf(filter, now));
    return orderRows(this.#estate, this.#orders, rows, sort);
  }

  #bound(): void {
    let numbers = 0;
    for (const list of this.#lists.values()) numbers += list.length;
    for (const [key, list] of this.#lists) {
      if (this.#lists.size === 1 || (numbers <= MOST_NUMBERS && this.#lists.size <= MOST_LISTS)) {
        return;
      }
      this.#lists.delete(key);
      numbers -= list.length;
    }
  }
}
