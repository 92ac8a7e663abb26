const BITS = 11;
const BUCKETS = 1 << BITS;
const SMALL = 48;

/**
 * Brings rows into the order of their keys; rows with equal keys stay in the order they have.
 * Both are changed in place.
 * @param keys the key of the row at the same place, 32 bits
 */
export function sortByKeys(rows: Uint32Array, keys: Uint32Array): void {
  const { length } = rows;
  if (length <= SMALL) {
    insertionSort(rows, keys);
    return;
  }
  let all = 0;
  let common = 0xffff_ffff;
  for (let at = 0; at < length; at++) {
    const key = keys[at] ?? 0;
    all |= key;
    common &= key;
  }
  const differing = (all ^ common) >>> 0;
  if (differing === 0) return;
  let fromRows = rows;
  let fromKeys = keys;
  let toRows: Uint32Array = new Uint32Array(length);
  let toKeys: Uint32Array = new Uint32Array(length);
  const starts = new Uint32Array(BUCKETS);
  for (let shift = 0; shift < 32; shift += BITS) {
    // Digits that all keys share order nothing.
    if (((differing >>> shift) & (BUCKETS - 1)) === 0) continue;
    starts.fill(0);
    for (let at = 0; at < length; at++) {
      const digit = ((fromKeys[at] ?? 0) >>> shift) & (BUCKETS - 1);
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let start = 0;
    for (let digit = 0; digit < BUCKETS; digit++) {
      const count = starts[digit] ?? 0;
      starts[digit] = start;
      start += count;
    }
    for (let at = 0; at < length; at++) {
      const key = fromKeys[at] ?? 0;
      const digit = (key >>> shift) & (BUCKETS - 1);
      const to = starts[digit] ?? 0;
      starts[digit] = to + 1;
      toRows[to] = fromRows[at] ?? 0;
      toKeys[to] = key;
    }
    [fromRows, toRows] = [toRows, fromRows];
    [fromKeys, toKeys] = [toKeys, fromKeys];
  }
  if (fromRows !== rows) {
    rows.set(fromRows);
    keys.set(fromKeys);
  }
}

function insertionSort(rows: Uint32Array, keys: Uint32Array): void {
  for (let at = 1; at < rows.length; at++) {
    const key = keys[at] ?? 0;
    const row = rows[at] ?? 0;
    let to = at;
    while (to > 0 && (keys[to - 1] ?? 0) > key) {
      keys[to] = keys[to - 1] ?? 0;
      rows[to] = rows[to - 1] ?? 0;
      to -= 1;
    }
    keys[to] = key;
    rows[to] = row;
  }
}
