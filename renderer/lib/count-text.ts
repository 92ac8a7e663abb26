const grouped = new Intl.NumberFormat('en');

/** A count with thousands told apart. */
export const countText = (count: number): string => grouped.format(count);
