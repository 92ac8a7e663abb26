import type { RadarItem } from '../../../preload/contract/index.ts';

interface EndMonth {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  /** What has ended already. */
  readonly isOver: boolean;
}

const MONTHS = 12;
const month = new Intl.DateTimeFormat('en-GB', { month: 'short' });

/** What has ended, what ends in each of twelve months from now on, and what ends after them. */
export function endMonths(items: readonly RadarItem[], nowMs: number): readonly EndMonth[] {
  const now = new Date(nowMs);
  const first = now.getFullYear() * 12 + now.getMonth();
  const counts = Array.from({ length: MONTHS }, () => 0);
  let [over, after] = [0, 0];
  for (const { endsAt, state } of items) {
    const at = new Date(endsAt);
    const index = at.getFullYear() * 12 + at.getMonth() - first;
    if (state === 'ended' || index < 0) over += 1;
    else if (index >= MONTHS) after += 1;
    else counts[index] = (counts[index] ?? 0) + 1;
  }
  return [
    { key: 'over', name: 'Ended', count: over, isOver: true },
    ...counts.map((count, index) => {
      const at = new Date(Math.floor((first + index) / 12), (first + index) % 12, 1);
      const year = at.getFullYear() === now.getFullYear() ? '' : ` ${String(at.getFullYear())}`;
      return { key: String(index), name: `${month.format(at)}${year}`, count, isOver: false };
    }),
    { key: 'after', name: 'After', count: after, isOver: false },
  ];
}
