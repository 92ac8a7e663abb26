import type { App } from 'electron';
import { closeEgressOfApp } from './egress-proxy.ts';
import { plainUserAgent } from './user-agent.ts';

/** Makes every file written from here on the operator's own; as early as possible. */
export function keepFilesPrivate(process: { umask(mask: number): number }): void {
  // SECURITY(private-files): also for what Chromium writes, and for what is started from here.
  process.umask(0o077);
}

/** Makes what Bulkhead says it is the plain text everywhere; before the first process is started. */
export function tellNoBuild(app: Pick<App, 'userAgentFallback'>): void {
  // SECURITY(user-agent): shared workers and service workers are told this one, whatever their
  // session says.
  app.userAgentFallback = plainUserAgent(app.userAgentFallback);
}

/** What can only be said once Electron is ready; before the first session is used. */
export function hardenAppWhenReady(
  app: Pick<App, 'configureHostResolver' | 'setProxy'>,
): Promise<void> {
  // SECURITY(system-dns): names are asked of the system, never of a resolver that the network's
  // administrators do not see.
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
  return closeEgressOfApp(app);
}
