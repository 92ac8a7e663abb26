import type { Notice, RefusedHost } from '../../preload/contract/index.ts';
import { type Bulkhead, expect } from './bulkhead.ts';

/** Waits until Bulkhead has refused a host and counted it. */
export async function expectRefused(
  bulkhead: Bulkhead,
  kind: RefusedHost['kind'],
  host: string,
): Promise<void> {
  await expect
    .poll(
      async () => {
        const { hosts } = await bulkhead.call('app', 'listRefusedHosts', {});
        return hosts.filter((entry) => entry.kind === kind).map((entry) => entry.host);
      },
      { message: `${kind} to ${host} was not refused` },
    )
    .toContain(host);
}

/** Collects what the operator is told from now on, in the order in which it is said. */
export async function listenForNotices(bulkhead: Bulkhead): Promise<() => Promise<Notice[]>> {
  const heard = await bulkhead.shell.evaluateHandle(() => {
    const notices: Notice[] = [];
    const { bulkhead: bridge } = globalThis as unknown as {
      bulkhead: { app: { onNoticeRaised(listener: (notice: Notice) => void): void } };
    };
    bridge.app.onNoticeRaised((notice) => notices.push(notice));
    return notices;
  });
  return () => heard.jsonValue();
}
