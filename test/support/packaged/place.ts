/** Third bytes of the addresses. */
const BLOCKS = { cloud: 1, proxy: 2, bad: 3, curious: 4, old: 5, lasting: 6 } as const;

/**
 * An address of loopback for this test process: several run beside each other, each with its own.
 * `block` tells apart what listens for one of them.
 */
export function ownAddress(block: keyof typeof BLOCKS): string {
  const third = BLOCKS[block];
  return `127.0.${String(third)}.${String(1 + ownPlace())}`;
}

/** Which of the test processes this is, from 0. */
export function ownPlace(): number {
  return Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
}
