import { type Bulkhead, expect } from './bulkhead.ts';

/** The process ID of the running data process; fails when there is none. */
export async function dataProcessOf({ electron }: Bulkhead): Promise<number> {
  const pid = await electron.app.evaluate(
    ({ app }) =>
      app.getAppMetrics().find(({ serviceName }) => serviceName === 'node.mojom.NodeService')
        ?.pid ?? 0,
  );
  expect(pid).toBeGreaterThan(0);
  return pid;
}
