import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import type { Cloud } from '../cloud/start-cloud.ts';

/** The portal that gets the weight, and one that stays as light as the simulation made it. */
export const HEAVY_PORTAL = 'defender';
export const LIGHT_PORTAL = 'entra';

/** Of the heavy one, in the global cloud. */
const HOST = 'security.microsoft.com';
const SCRIPT = '/simulated/portal.js';
const OWN_SCRIPT = join(import.meta.dirname, '../cloud/portals/assets/portal.js');

/**
 * Gives the simulated Defender portal the weight of an application: its own script and the one of
 * heavy-portal/, which browsers may keep as they keep those of real portals.
 * @returns size of the script in bytes
 */
export async function weighDownPortal(cloud: Cloud): Promise<number> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'heavy-portal'),
    build: {
      write: false,
      minify: true,
      rollupOptions: {
        input: join(import.meta.dirname, 'heavy-portal/main.tsx'),
        output: { format: 'iife' },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunk = outputs
    .flatMap((each) => ('output' in each ? each.output : []))
    .find((file) => file.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('The heavy portal was not built.');
  const body = `${await readFile(OWN_SCRIPT, 'utf8')}\n${chunk.code}`;
  cloud.contents.put({
    host: HOST,
    path: SCRIPT,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    },
    body,
  });
  return Buffer.byteLength(body);
}
