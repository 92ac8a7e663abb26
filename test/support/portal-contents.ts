import type { Page } from '@playwright/test';
import type { TenantId } from '../../preload/contract/index.ts';
import { type Bulkhead, expect } from './bulkhead.ts';

/** What main knows of a page of a compartment. */
export interface PortalContents {
  readonly url: string;
  readonly storagePath: string | null;
  /** The preferences that the page's process was made with. */
  readonly webPreferences: Readonly<Record<string, unknown>>;
}

/** Every page that has a tenant's partition or, without a tenant, every page but the shell's. */
export function portalContents(
  { electron }: Bulkhead,
  tenantId: TenantId | '' = '',
): Promise<readonly PortalContents[]> {
  return electron.app.evaluate(
    ({ webContents }, id) =>
      webContents
        .getAllWebContents()
        .filter((contents) => {
          if (contents.getURL().startsWith('app://') || contents.getType() === 'remote')
            return false;
          return contents.session.storagePath?.includes(id) === true;
        })
        .map((contents) => ({
          url: contents.getURL(),
          storagePath: contents.session.storagePath,
          webPreferences: (
            contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
          ).getLastWebPreferences(),
        })),
    tenantId,
  );
}

/** What main knows of this very page. */
export async function contentsOf({ electron }: Bulkhead, page: Page): Promise<PortalContents> {
  const client = await page.context().newCDPSession(page);
  const { targetInfo } = await client.send('Target.getTargetInfo');
  await client.detach();
  return electron.app.evaluate(({ webContents }, targetId) => {
    const contents = webContents.fromDevToolsTargetId(targetId);
    if (contents === undefined) throw new Error('The page is gone.');
    return {
      url: contents.getURL(),
      storagePath: contents.session.storagePath,
      webPreferences: (
        contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences(),
    };
  }, targetInfo.targetId);
}

/** Closes every page of every tenant, so that the next one starts with a process of its own. */
export async function closeEveryView(bulkhead: Bulkhead): Promise<void> {
  const { compartments } = await bulkhead.workspace();
  for (const { tenantId, views } of compartments) {
    for (const { id: viewId } of views) {
      await bulkhead.call('compartments', 'closeView', { tenantId, viewId });
    }
  }
}

/** A pop-up lives in the partition of its opener, and its process was made in the same way. */
export async function expectSameCompartment(
  bulkhead: Bulkhead,
  opener: Page,
  popup: Page,
): Promise<void> {
  const [from, to] = [await contentsOf(bulkhead, opener), await contentsOf(bulkhead, popup)];
  expect(to.storagePath).toBe(from.storagePath);
  expect(to.webPreferences).toEqual(from.webPreferences);
}
