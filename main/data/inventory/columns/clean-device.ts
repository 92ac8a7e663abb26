import { DEVICE_SOURCES, type DeviceSource } from '../../../../preload/contract/device-columns.ts';
import { MAX_FACET_VALUE, MAX_LIST, MAX_TEXT } from '../device.ts';
import { wellFormed } from './fold.ts';

/** Text as the table takes it in: null when it is empty, well-formed, cut at `MAX_TEXT`. */
export function cleanText(text: string | null): string | null {
  return text === null || text === '' ? null : bounded(text, MAX_TEXT);
}

/** A facet's value, cut at `MAX_FACET_VALUE`. */
export function cleanValue(value: string): string {
  return bounded(value, MAX_FACET_VALUE);
}

export function cleanTexts(list: readonly string[]): readonly string[] {
  return list.length === 0 ? list : cleanList(list, MAX_TEXT);
}

export function cleanTags(list: readonly string[]): readonly string[] {
  return list.length === 0 ? list : cleanList(list, MAX_FACET_VALUE);
}

/** In the order of `DEVICE_SOURCES`, each once. */
export function cleanSources(sources: readonly DeviceSource[]): readonly DeviceSource[] {
  return DEVICE_SOURCES.filter((source) => sources.includes(source));
}

/** Whole seconds; 0, which is not known, for what cannot be a time of the last or next decades. */
export function cleanTime(seconds: number | null): number {
  return seconds !== null && seconds >= 1 && seconds < 2 ** 32 ? Math.floor(seconds) : 0;
}

/** One more than the count, so that 0 is not known. */
export function cleanCount(count: number | null): number {
  return count !== null && count >= 0 && count < 2 ** 31 ? Math.floor(count) + 1 : 0;
}

function cleanList(list: readonly string[], most: number): readonly string[] {
  return list
    .slice(0, MAX_LIST)
    .filter((value) => value !== '')
    .map((value) => bounded(value, most));
}

function bounded(text: string, most: number): string {
  return wellFormed(text.length > most ? text.slice(0, most) : text);
}
