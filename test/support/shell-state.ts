import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bulkhead } from './bulkhead.ts';

/** All that a call of any method of the contract could change. */
export async function stateOf(bulkhead: Bulkhead) {
  const { revision: _revision, ...workspace } = await bulkhead.workspace();
  return {
    estate: await bulkhead.estate(),
    workspace,
    start: await bulkhead.call('app', 'getStart', {}),
    refused: await bulkhead.call('app', 'listRefusedHosts', {}),
    clipboard: await bulkhead.electron.app.evaluate(({ clipboard }) => clipboard.readText()),
    windows: await bulkhead.electron.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.contentView.children.length),
    ),
  };
}

/** Lines of the log about what main did not expect. */
export async function faultsLogged({ electron }: Bulkhead): Promise<readonly string[]> {
  const path = join(electron.profileDir, 'logs', 'bulkhead.log');
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  return lines.filter((line) =>
    /"event":"(?:fault|uncaughtException|unhandledRejection)"/.test(line),
  );
}

/** Has the operator cancel every choice of a file; nobody else would in a test. */
export async function cancelFileDialogs({ electron }: Bulkhead): Promise<void> {
  await electron.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
}
