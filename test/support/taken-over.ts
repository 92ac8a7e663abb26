import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '../../preload/contract/index.ts';
import type { Bulkhead } from './bulkhead.ts';
import type { MethodCall } from './every-method.ts';

// Pages whose process an attacker has taken over: they post to main without any bridge.

/** The world that Electron runs preloads in. */
const PRELOAD_WORLD = 999;

/** Hands the page's process the one thing that Bulkhead never gives it. */
const PRELOAD = `
  const { ipcRenderer } = require('electron');
  globalThis.post = (channel, ...args) => ipcRenderer.invoke(channel, ...args);
`;

/** A folder for files of a test that the account Electron runs as can read. */
async function makeReadableDir(): Promise<{
  readonly dir: string;
  readonly remove: () => Promise<void>;
}> {
  const dir = await mkdtemp(join(tmpdir(), 'taken-over-'));
  await chmod(dir, 0o755);
  return { dir, remove: () => rm(dir, { recursive: true }) };
}

/**
 * From here on, pages of a session are taken over as they load.
 * @param partition the session's name for Electron
 * @returns the function that removes what was needed on disk
 */
export async function takeOver(
  { electron }: Bulkhead,
  partition: string,
): Promise<() => Promise<void>> {
  const { dir, remove } = await makeReadableDir();
  const path = join(dir, 'preload.cjs');
  await writeFile(path, PRELOAD, { mode: 0o644 });
  await electron.app.evaluate(
    ({ session }, [name, filePath]) => {
      const taken = session.fromPartition(name);
      if (typeof taken.registerPreloadScript === 'function')
        taken.registerPreloadScript({ type: 'frame', filePath });
      else taken.setPreloads([filePath]);
    },
    [partition, path] as const,
  );
  return remove;
}

/** What came back for a call: an answer of main, or the text of what was thrown. */
export type Outcome = Envelope<unknown> | string;

/** Runs code where a page that was taken over posts from; `post(channel, ...args)` is there. */
export async function runTakenOver<T>(
  { electron }: Bulkhead,
  contentsId: number,
  code: string,
): Promise<T> {
  return (await electron.app.evaluate(
    async ({ webContents }, [id, world, text]) => {
      const contents = webContents.fromId(id);
      if (contents === undefined) throw new Error('There is no such page.');
      let onGone = (): void => undefined;
      const gone = new Promise<never>((_, reject) => {
        onGone = () => reject(new Error('The page was closed before it had all its answers.'));
      });
      contents.once('destroyed', onGone);
      try {
        const run = contents.executeJavaScriptInIsolatedWorld(world, [{ code: text }]);
        return (await Promise.race([run, gone])) as unknown;
      } finally {
        contents.off('destroyed', onGone);
      }
    },
    [contentsId, PRELOAD_WORLD, code] as const,
  )) as T;
}

/** Posts calls one after the other. */
export function postAll(
  bulkhead: Bulkhead,
  contentsId: number,
  calls: readonly MethodCall[],
): Promise<readonly Outcome[]> {
  return runTakenOver(
    bulkhead,
    contentsId,
    `(async () => {
      const outcomes = [];
      for (const { channel, input } of ${JSON.stringify(calls)})
        outcomes.push(await post(channel, input).catch(String));
      return outcomes;
    })()`,
  );
}

/**
 * Runs before the app: every frame of the shell's page gets the bridge, as if the process behind the
 * page were taken over and posted from whichever frame it likes. The preferences of the window are
 * frozen objects, so that is where this one is slipped in.
 */
export const OPEN_FRAMES = `
  const { freeze } = Object;
  Object.freeze = (value) =>
    freeze(
      typeof value === 'object' && value !== null && 'preload' in value
        ? { ...value, nodeIntegrationInSubFrames: true }
        : value,
    );
`;
