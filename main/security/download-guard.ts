import { chmod, link, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { DownloadItem, Session } from 'electron';
import type { TenantId } from '../../preload/contract/index.ts';
import { unfinishedName } from './download-folder.ts';
import type { HostList } from './host-list.ts';
import { parseUrl } from './parse-url.ts';
import { extensionOf, numberedName, plainFileName } from './plain-file-name.ts';
import type { ReportRefusal } from './refusal.ts';

/**
 * Downloads: refused, unless the administrator's policy allows them.
 *
 * Threat: a page drops a program on a privileged workstation, under a name that looks harmless, or
 * writes over a file that is there. Electron saves what it is given under the name it is given.
 * So without a policy nothing is saved. With one, only kinds of files that portals export are
 * saved, from listed hosts, up to a size, in one folder that only the operator reads, under a name
 * made plain, never over another file, and nothing is ever opened.
 * Tested in test/unit/main/security/download-guard.test.ts.
 */

export interface DownloadRules {
  /** Absolute; see `makeDownloadFolder`. */
  readonly folder: string;
  readonly maxBytes: number;
}

export interface DownloadGuardOptions {
  readonly tenantId: TenantId | null;
  readonly hosts: Pick<HostList, 'allowsRequest'>;
  /** Null refuses every download. */
  readonly rules: DownloadRules | null;
  readonly report: ReportRefusal;
  /** Name, without folder, of a file that was saved. */
  readonly onSaved: (fileName: string) => void;
  /** See `unfinishedName`. */
  readonly newId: () => string;
}

/** Half a gigabyte: more than any export of a portal, less than fills a disk. */
export const MAX_DOWNLOAD_BYTES = 512 * 1024 * 1024;

/** What portals export. Whatever runs, mounts or links is not here, and so is refused. */
const SAVED_KINDS: ReadonlySet<string> = new Set([
  'csv',
  'tsv',
  'txt',
  'log',
  'json',
  'xml',
  'yaml',
  'yml',
  'kql',
  'pdf',
  'xlsx',
  'docx',
  'png',
  'jpg',
  'jpeg',
  'cer',
  'crt',
  'pem',
  'zip',
]);

const MAX_NUMBER = 1000;

/** On their way at once in a compartment. An operator exports one or two things at a time. */
const MAX_PARALLEL = 4;

export function guardDownloads(session: Pick<Session, 'on'>, options: DownloadGuardOptions): void {
  const { tenantId, report, rules } = options;
  let running = 0;
  session.on('will-download', (event, item) => {
    const fault = faultOf(item, options) ?? (running < MAX_PARALLEL ? null : tooMany(item));
    if (fault !== null || rules === null) {
      // SECURITY(downloads-refused): the page is told nothing and no byte is written.
      event.preventDefault();
      const host = parseUrl(item.getURL())?.hostname || null;
      const message = fault ?? 'Downloads are switched off.';
      report({ kind: 'download', tenantId, host, message });
      return;
    }
    // SECURITY(downloads-refused): the limit of size is one of all that is on its way as well.
    running += 1;
    item.once('done', () => (running -= 1));
    save(item, rules, options);
  });
}

/** Why an item is refused before it starts, in words; null when it may start. */
function faultOf(item: DownloadItem, { rules, hosts }: DownloadGuardOptions): string | null {
  const name = plainFileName(item.getFilename());
  if (rules === null) {
    return `“${name}” was not saved: downloads are switched off. An administrator can allow them by policy.`;
  }
  const isListed = [item.getURL(), ...item.getURLChain()].every(
    (url) => hosts.allowsRequest(url).allowed,
  );
  if (!isListed) return `“${name}” was not saved: it comes from a host that is not on the list.`;
  if (!SAVED_KINDS.has(extensionOf(name))) {
    return `“${name}” was not saved: files of this kind are never saved.`;
  }
  if (item.getTotalBytes() > rules.maxBytes) return tooLarge(name, rules);
  return null;
}

function save(item: DownloadItem, rules: DownloadRules, options: DownloadGuardOptions): void {
  const { tenantId, report, onSaved, newId } = options;
  const name = plainFileName(item.getFilename());
  const host = parseUrl(item.getURL())?.hostname || null;
  const refuse = (message: string) => report({ kind: 'download', tenantId, host, message });

  // SECURITY(download-path): never the page's name while it is written, so nothing is overwritten
  // and a file that is not whole cannot be taken for one that is.
  const partPath = join(rules.folder, unfinishedName(newId()));
  item.setSavePath(partPath);
  let isTooLarge = false;
  item.on('updated', (_event, state) => {
    // What broke off would stay as it is, for somebody to go on with it later. Nobody does.
    const isBroken = state === 'interrupted';
    if (isTooLarge || (!isBroken && item.getReceivedBytes() <= rules.maxBytes)) return;
    isTooLarge = !isBroken;
    item.cancel();
  });
  item.once('done', (_event, state) => {
    if (state === 'completed' && !isTooLarge) {
      keep(partPath, rules.folder, name).then(onSaved, async () => {
        await rm(partPath, { force: true }).catch(() => undefined);
        refuse(`“${name}” could not be saved in the download folder.`);
      });
      return;
    }
    // What cannot be removed stays unnamed and unreadable to others.
    void rm(partPath, { force: true }).catch(() => undefined);
    refuse(isTooLarge ? tooLarge(name, rules) : `“${name}” was not saved: the download broke off.`);
  });
}

/** Gives a finished file its name, which must be free; answers with the name it got. */
async function keep(partPath: string, folder: string, name: string): Promise<string> {
  await chmod(partPath, 0o600);
  for (let number = 1; number <= MAX_NUMBER; number += 1) {
    const candidate = numberedName(name, number);
    try {
      // A link fails where a name is taken, also by a symbolic link; a rename would replace it.
      await link(partPath, join(folder, candidate));
      await unlink(partPath);
      return candidate;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error('Every name is taken');
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function tooMany(item: DownloadItem): string {
  const name = plainFileName(item.getFilename());
  return `“${name}” was not saved: ${String(MAX_PARALLEL)} downloads of this tenant are running. Wait for one to end.`;
}

function tooLarge(name: string, rules: DownloadRules): string {
  const limit = Math.round(rules.maxBytes / (1024 * 1024));
  return `“${name}” was not saved: it is larger than ${String(limit)} MB.`;
}
