/** Which of the test processes this is, from 0. */
export function ownPlace(): number {
  return Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
}
