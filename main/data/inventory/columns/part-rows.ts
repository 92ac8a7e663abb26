/** Most rows of a part, a power of two: what must be moved when one grows or is compacted is bounded. */
export const PART_ROWS = 16_384;
