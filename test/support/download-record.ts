import type { Bulkhead } from './bulkhead.ts';

/** A file that a page offered, and what came of it: nothing yet while it is on its way. */
export interface OfferedFile {
  readonly name: string;
  readonly outcome: 'refused' | 'completed' | 'cancelled' | 'interrupted' | null;
}

/**
 * Collects what the pages of every open compartment offer from now on. Main is asked and not the
 * notices, which tell the same thing about the same host once a minute.
 */
export async function listenForDownloads({
  electron,
}: Bulkhead): Promise<() => Promise<OfferedFile[]>> {
  const heard = await electron.app.evaluateHandle(({ webContents }) => {
    const files: { name: string; outcome: OfferedFile['outcome'] }[] = [];
    for (const session of new Set(webContents.getAllWebContents().map((c) => c.session))) {
      // The guard's listener was there first.
      session.on('will-download', (event, item) => {
        const file: (typeof files)[number] = { name: item.getFilename(), outcome: null };
        files.push(file);
        if (event.defaultPrevented) file.outcome = 'refused';
        else item.once('done', (_event, state) => (file.outcome = state));
      });
    }
    return files;
  });
  return () => heard.jsonValue();
}
