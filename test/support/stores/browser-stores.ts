import type { Store } from './store.ts';

// What the browser itself remembers of an origin, apart from what pages keep.

export const BROWSER_STORES: readonly Store[] = [
  {
    name: 'permission',
    lasts: false,
    isPlainOnDisk: false,
    async seed({ bulkhead, sessionDir }) {
      // Bulkhead gives pages nothing that could spread, so this one session is made to give all.
      await bulkhead.electron.app.evaluate(({ webContents }, dir) => {
        const contents = webContents.getAllWebContents();
        const session = contents.find((one) => one.session.storagePath === dir)?.session;
        session?.setPermissionCheckHandler(() => true);
        session?.setPermissionRequestHandler((_contents, _permission, callback) => callback(true));
      }, sessionDir);
      return 'granted';
    },
    read: ({ page }) =>
      page.evaluate(async () => {
        const { state } = await navigator.permissions.query({ name: 'geolocation' });
        return state === 'granted' ? state : null;
      }),
  },
  {
    name: 'zoom',
    lasts: true,
    isPlainOnDisk: false,
    async seed({ bulkhead, tenantId }) {
      const { compartments } = await bulkhead.workspace();
      const compartment = compartments.find((c) => c.tenantId === tenantId);
      const viewId = compartment?.views.find(({ portalId }) => portalId !== null)?.id;
      if (tenantId === null || viewId === undefined) throw new Error('no page to zoom');
      await bulkhead.call('compartments', 'setZoom', { tenantId, viewId, zoomPercent: 175 });
      return '1.75';
    },
    read: async ({ page }) => {
      const ratio = await page.evaluate(() => devicePixelRatio);
      return ratio === 1 ? null : String(ratio);
    },
  },
];
