import { APPS } from '../cloud/sign-in/apps.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import type { Bulkhead } from './bulkhead.ts';

/**
 * Imports the tenants of the cloud and names its app registration, as an operator does it who is given
 * both. An estate that has tenants is left as it is.
 */
export async function fillEstate(bulkhead: Bulkhead, cloud: Cloud): Promise<void> {
  if ((await bulkhead.estate()).tenants.length > 0) return;
  const { app } = bulkhead.electron;
  // Nobody is there to choose a file.
  const chosen = await app.evaluateHandle(({ dialog }, path) => {
    const { showOpenDialog } = dialog;
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    return () => (dialog.showOpenDialog = showOpenDialog);
  }, cloud.estateFile);
  const { importId } = await bulkhead.call('tenants', 'previewImport', {});
  await bulkhead.call('tenants', 'applyImport', { importId });
  await chosen.evaluate((restore) => restore());
  await chosen.dispose();
  await bulkhead.call('app', 'changeSettings', { clientIds: { global: APPS.bulkhead.clientId } });
}
