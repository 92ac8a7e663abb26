/** Different reasons that are kept of a run; the rest is counted with the last of them. */
const MAX_REASONS = 20;
const MAX_REASON = 150;

/** Of a value that was left out or cut; the row that it is of was taken. */
const OF_VALUES = 'values ';
const OTHER = 'for other reasons';
const OTHER_VALUES = `${OF_VALUES}left out for other reasons`;

/** Adds what a page refused to what the run has refused so far. */
export function addRefusals(
  before: ReadonlyMap<string, number>,
  more: ReadonlyMap<string, number>,
): Map<string, number> {
  const sum = new Map(before);
  for (const [reason, count] of more) {
    const short = reason.slice(0, MAX_REASON);
    const other = short.startsWith(OF_VALUES) ? OTHER_VALUES : OTHER;
    const kept = sum.has(short) || sum.size < MAX_REASONS ? short : other;
    sum.set(kept, (sum.get(kept) ?? 0) + count);
  }
  return sum;
}

export function readRefusals(json: string): Map<string, number> {
  return new Map(JSON.parse(json) as [string, number][]);
}

/** Most frequent first: "12 without an id". */
export function refusalLines(refusals: ReadonlyMap<string, number>): string[] {
  return [...refusals]
    .toSorted(([, one], [, two]) => two - one)
    .slice(0, 8)
    .map(([reason, count]) => `${count} ${reason}`);
}

/** Rows that were not taken. Values that were left out of rows are among the reasons only. */
export function refusedRows(refusals: ReadonlyMap<string, number>): number {
  let rows = 0;
  for (const [reason, count] of refusals) if (!reason.startsWith(OF_VALUES)) rows += count;
  return rows;
}
