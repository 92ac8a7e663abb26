import type { Page } from '@playwright/test';
import type { TenantId } from '../../preload/contract/index.ts';
import type { Content } from '../cloud/control/content.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { type Bulkhead, expect } from './bulkhead.ts';

/** A portal that somebody else has taken over. */
const TAKEN_HOST = 'security.microsoft.com';

/** A host that is on nobody's list; below it there may be any name. */
export const ATTACKER = 'attacker.example';

export type Served = Partial<Omit<Content, 'path'>>;

/** Puts a page under a path of the portal that was taken over; answers with its address. */
export function serve(cloud: Cloud, path: string, body: string, more: Served = {}): string {
  const host = more.host ?? TAKEN_HOST;
  cloud.contents.put({ host, path, body: `<!doctype html><title>${path}</title>${body}`, ...more });
  return `https://${host}${path}`;
}

export function serveScript(cloud: Cloud, path: string, body: string): void {
  const headers = { 'content-type': 'text/javascript' };
  cloud.contents.put({ host: TAKEN_HOST, path, body, headers });
}

/** Opens the portal in a compartment and brings the hostile page up in it. */
export async function openHostile(
  bulkhead: Bulkhead,
  tenantId: TenantId,
  address: string,
): Promise<Page> {
  const page = await bulkhead.open(tenantId, 'defender');
  await page.goto(address);
  return page;
}

/** Whether anything at all came from this name or one below it: a request or just a connection. */
export function isReached(cloud: Cloud, name: string): boolean {
  const covers = (host: string) => host === name || host.endsWith(`.${name}`);
  return (
    cloud.requests.requests().some((request) => covers(request.host)) ||
    cloud.requests.connections().some((connection) => covers(connection.serverName))
  );
}

/** Connections that named no host: addresses instead of names, or no TLS at all. */
export function namelessConnections(cloud: Cloud): number {
  return cloud.requests.connections('').length;
}

/**
 * Waits until the page in front has come to rest where it was: neither on its way elsewhere nor
 * failed. Only then its address says something.
 */
export async function expectAtRest(bulkhead: Bulkhead): Promise<void> {
  await expect
    .poll(async () => {
      const { compartments, selectedTenantId } = await bulkhead.workspace();
      const inFront = compartments.find(({ tenantId }) => tenantId === selectedTenantId);
      return inFront?.views.find(({ id }) => id === inFront.activeViewId)?.state;
    })
    .toBe('ready');
}
