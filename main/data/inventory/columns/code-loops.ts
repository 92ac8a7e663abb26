import type { Numbers } from './lane.ts';

// The loops that a question about a million devices spends its time in. Codes are nearly always of
// one byte; the loops over those stand apart, because V8 makes faster code of a loop that has seen
// one kind of array.

/** Clears the marks of rows whose code does not pass. */
export function keepPassing(
  codes: Numbers,
  table: Uint8Array,
  rows: number,
  marks: Uint8Array,
): void {
  if (codes instanceof Uint8Array) {
    const wide = tableOfBytes(table);
    for (let row = 0; row < rows; row++) {
      marks[row] = (marks[row] ?? 0) & (wide[codes[row] ?? 0] ?? 0);
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    marks[row] = (marks[row] ?? 0) & (table[codes[row] ?? 0] ?? 0);
  }
}

/** Sets the mark of rows whose code passes. */
export function markPassing(
  codes: Numbers,
  table: Uint8Array,
  rows: number,
  marks: Uint8Array,
): void {
  if (codes instanceof Uint8Array) {
    const wide = tableOfBytes(table);
    for (let row = 0; row < rows; row++) {
      marks[row] = (marks[row] ?? 0) | (wide[codes[row] ?? 0] ?? 0);
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    marks[row] = (marks[row] ?? 0) | (table[codes[row] ?? 0] ?? 0);
  }
}

/** Sets a bit in the state of rows whose code does not pass. */
export function setFailing(
  codes: Numbers,
  table: Uint8Array,
  rows: number,
  bit: number,
  states: Uint8Array,
): void {
  if (codes instanceof Uint8Array) {
    const bits = new Uint8Array(256);
    for (let code = 0; code < table.length; code++) bits[code] = table[code] === 1 ? 0 : bit;
    for (let row = 0; row < rows; row++) {
      states[row] = (states[row] ?? 0) | (bits[codes[row] ?? 0] ?? 0);
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    if (table[codes[row] ?? 0] !== 1) states[row] = (states[row] ?? 0) | bit;
  }
}

/**
 * Counts the codes of rows by what their state counts.
 * @param counted 0 or 1 by state, 256 of them
 */
export function countStates(
  codes: Numbers,
  states: Uint8Array,
  counted: Uint8Array,
  rows: number,
  histogram: Uint32Array,
): void {
  if (codes instanceof Uint8Array) {
    const wide = new Uint32Array(256);
    for (let row = 0; row < rows; row++) {
      const code = codes[row] ?? 0;
      wide[code] = (wide[code] ?? 0) + (counted[states[row] ?? 0] ?? 0);
    }
    addTo(histogram, wide);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const code = codes[row] ?? 0;
    histogram[code] = (histogram[code] ?? 0) + (counted[states[row] ?? 0] ?? 0);
  }
}

/** Counts the codes of some rows. */
export function countSome(
  codes: Numbers,
  rows: Uint16Array,
  count: number,
  histogram: Uint32Array,
): void {
  if (codes instanceof Uint8Array) {
    const wide = new Uint32Array(256);
    for (let at = 0; at < count; at++) {
      const code = codes[rows[at] ?? 0] ?? 0;
      wide[code] = (wide[code] ?? 0) + 1;
    }
    addTo(histogram, wide);
    return;
  }
  for (let at = 0; at < count; at++) {
    const code = codes[rows[at] ?? 0] ?? 0;
    histogram[code] = (histogram[code] ?? 0) + 1;
  }
}

/** Writes the rows that have a state; says how many. */
export function rowsInState(
  states: Uint8Array,
  state: number,
  rows: number,
  found: Uint16Array,
): number {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    found[count] = row;
    count += states[row] === state ? 1 : 0;
  }
  return count;
}

function addTo(histogram: Uint32Array, counts: Uint32Array): void {
  const length = Math.min(histogram.length, counts.length);
  for (let code = 0; code < length; code++) {
    histogram[code] = (histogram[code] ?? 0) + (counts[code] ?? 0);
  }
}

/** A table that has an answer for every byte, so that no read is beyond its end. */
function tableOfBytes(table: Uint8Array): Uint8Array {
  if (table.length >= 256) return table;
  const wide = new Uint8Array(256);
  wide.set(table);
  return wide;
}
