/**
 * Milliseconds of processor time that some work took, and what it made. Unlike the time on the
 * clock it is the same on a machine that others keep busy.
 */
export function measureCpu<T>(work: () => T): { readonly made: T; readonly cpuMs: number } {
  const before = process.cpuUsage();
  const made = work();
  const { user, system } = process.cpuUsage(before);
  return { made, cpuMs: (user + system) / 1_000 };
}
