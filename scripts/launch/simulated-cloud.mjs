import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SetUpError } from '../process/set-up-error.mjs';
import { endProcessGroup } from './process-group.mjs';

const READY_WITHIN_MS = 60_000;

/**
 * What the simulated cloud says about itself when it listens.
 *
 * @typedef {{
 *   port: number,
 *   controlPort: number,
 *   spki: string,
 *   caFile: string,
 *   estateFile: string,
 *   accountsFile: string,
 *   clientId: string,
 * }} CloudAddress `spki` is the base64 SHA-256 of the certificate's public key;
 *   faults are switched on at `controlPort`
 */

/**
 * Starts the simulated cloud as a process of its own.
 *
 * @param {{
 *   rootDir: string,
 *   node: string,
 *   estate: string,
 *   stateDir: string,
 *   port?: number,
 *   onLine?: (line: string) => void,
 * }} options port 0 takes any free one
 * @returns {Promise<CloudAddress & { ended: Promise<number | null>, stop: () => Promise<void> }>}
 */
export async function startCloud({ rootDir, node, estate, stateDir, port = 0, onLine = () => {} }) {
  await mkdir(stateDir, { recursive: true });
  // prettier-ignore
  const cloud = spawn('setpriv', [
    '--pdeathsig=KILL', '--',
    node, join('test', 'cloud', 'main.ts'),
    '--estate', estate, '--port', String(port), '--state', stateDir,
  ], {
    cwd: rootDir,
    // The open standard input is its sign of life from us: when it closes, the cloud goes.
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  cloud.stdin.on('error', () => {});
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    cloud.once('close', (code) => resolve(code));
  });
  /** @type {string[]} */
  const complaints = [];
  createInterface({ input: cloud.stderr }).on('line', (line) => {
    complaints.push(line);
    onLine(line);
  });

  const stop = async () => {
    cloud.stdin.end();
    if (cloud.pid !== undefined) await endProcessGroup(cloud.pid);
    await ended;
  };
  /** @type {CloudAddress} */
  const address = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer within a minute')), READY_WITHIN_MS);
    cloud.once('error', reject);
    void ended.then(() =>
      reject(new Error(complaints.slice(-20).join('\n') || 'it ended at once')),
    );
    createInterface({ input: cloud.stdout }).on('line', (line) => {
      onLine(line);
      const message = parseReady(line);
      if (message === undefined) return;
      clearTimeout(timer);
      resolve(message);
    });
  }).catch(async (error) => {
    await stop();
    throw new SetUpError(`The simulated cloud did not start: ${error.message}`);
  });
  return { ...address, ended, stop };
}

/**
 * @param {string} line
 * @returns {CloudAddress | undefined}
 */
function parseReady(line) {
  try {
    const message = JSON.parse(line);
    return message?.ready === true ? message : undefined;
  } catch {
    // A log line, not the announcement.
    return undefined;
  }
}

/**
 * Switches that make Chromium find the simulated cloud behind every real host name. A packaged
 * build refuses them.
 *
 * @param {Pick<CloudAddress, 'port' | 'spki'>} address
 * @param {{ exclude?: readonly string[] }} [options] hosts to reach as they are
 */
export function cloudSwitches({ port, spki }, { exclude = [] } = {}) {
  const rules = [`MAP * 127.0.0.1:${port}`, ...exclude.map((host) => `EXCLUDE ${host}`)];
  return [
    `--host-resolver-rules=${rules.join(', ')}`,
    `--ignore-certificate-errors-spki-list=${spki}`,
  ];
}
