import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TenantId } from '../../preload/contract/index.ts';
import { Failure } from '../ipc/failure.ts';

/**
 * Opens a portal page in the device's managed browser, where the device claim that Conditional
 * Access may ask for exists. Isolation holds there too: one user-data directory per tenant.
 *
 * Threat: an address or a path from a page could become a program or a switch of the browser. So
 * the program comes from policy or from a fixed list of places only administrators can write, it
 * is started without a shell and with no more of our environment than it needs, and the address is
 * https, so that it cannot be taken for a switch.
 */
export interface ManagedBrowser {
  /** Name of the browser that would be used, or null when there is none. */
  find(): Promise<{ readonly name: string; readonly path: string } | null>;
  /**
   * @param url an https address that a page of the compartment was allowed to show
   * @throws Failure `not-available` when there is no browser or it does not start
   */
  open(tenantId: TenantId, url: string): Promise<{ readonly browser: string }>;
  /** Deletes what the browser kept for a tenant. Answers false when files were in use. */
  forget(tenantId: TenantId): Promise<boolean>;
}

interface Candidate {
  readonly name: string;
  readonly path: string;
}

const CANDIDATES: Readonly<Partial<Record<NodeJS.Platform, readonly Candidate[]>>> = {
  win32: [
    {
      name: 'Microsoft Edge',
      path: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    },
    { name: 'Microsoft Edge', path: 'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe' },
    { name: 'Google Chrome', path: 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe' },
  ],
  darwin: [
    {
      name: 'Microsoft Edge',
      path: '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    },
    { name: 'Google Chrome', path: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' },
  ],
  linux: [
    { name: 'Microsoft Edge', path: '/usr/bin/microsoft-edge-stable' },
    { name: 'Microsoft Edge', path: '/opt/microsoft/msedge/msedge' },
    { name: 'Google Chrome', path: '/usr/bin/google-chrome-stable' },
    { name: 'Google Chrome', path: '/opt/google/chrome/chrome' },
  ],
};

/**
 * @param profilesDir folder in which each tenant's browser profile lives
 * @param preferred the browser an administrator named; then no other is used
 */
export function createManagedBrowser(
  profilesDir: string,
  preferred: Candidate | null,
  platform: NodeJS.Platform,
): ManagedBrowser {
  const profileDir = (tenantId: TenantId) => join(profilesDir, tenantId);

  const find = async () => {
    for (const candidate of preferred === null ? (CANDIDATES[platform] ?? []) : [preferred]) {
      if (await isExecutable(candidate.path)) return candidate;
    }
    return null;
  };

  return {
    find,
    async open(tenantId, url) {
      const browser = await find();
      if (browser === null) {
        throw new Failure(
          'not-available',
          preferred === null
            ? 'Neither Microsoft Edge nor Google Chrome is installed on this device. Copy the link instead.'
            : `The managed browser that your administrator chose (${preferred.name}) is not installed. Copy the link instead.`,
        );
      }
      const dir = profileDir(tenantId);
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await start(browser, [
        `--user-data-dir=${dir}`,
        '--no-first-run',
        '--no-default-browser-check',
        url,
      ]);
      return { browser: browser.name };
    },
    async forget(tenantId) {
      try {
        await rm(profileDir(tenantId), { recursive: true, force: true });
        return true;
      } catch {
        // The browser is still open on it; nobody owns it any more, so it is swept at the next start.
        return false;
      }
    },
  };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** What the operator's session gives every program, without what steers this one. */
export function environmentFor(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(?:BULKHEAD|CHROME|CHROMIUM|ELECTRON|NODE)_|^SSLKEYLOGFILE$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

async function start(browser: Candidate, args: readonly string[]): Promise<void> {
  // SECURITY(managed-browser): no shell, no inherited descriptors, no environment of ours.
  const env = environmentFor(process.env);
  const child = spawn(browser.path, args, { detached: true, stdio: 'ignore', shell: false, env });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(new Failure('not-available', `${browser.name} did not start.`, { cause })),
    );
  });
  child.unref();
}
