import { basename } from 'node:path';
import type {
  OfferedPackage,
  UpdateFault,
  UpdateResult,
  UpdatesState,
} from '../../preload/contract/index.ts';
import { type Fetch, receiveBounded, RequestError } from '../identity/bounded-request.ts';
import { Failure } from '../ipc/failure.ts';
import type { Policy } from '../policy/policy-schema.ts';
import { receivePackage } from './receive-package.ts';
import type { SeenReleases } from './seen-releases.ts';
import {
  isExpired,
  readManifest,
  requireAcceptable,
  type UpdateManifest,
  UpdateRefusal,
} from './update-manifest.ts';
import { compareVersions } from './version.ts';

/**
 * Looks for a newer version where the policy says, and downloads it for the operator. Nothing is
 * installed or run: that stays with the administrator's own tools.
 */
export interface Updates {
  get(): UpdatesState;
  /** Throws Failure `not-available`, `offline`, `conflict`, `storage-failed`. */
  check(): Promise<UpdateResult>;
  /** Throws Failure `cancelled` and `not-found` besides. */
  download(fileName: string): Promise<Downloaded>;
  /** Ends a download. */
  cancel(): void;
  /** Checks if the policy wants that daily and it is time. Never throws. */
  checkIfDue(): Promise<void>;
}

export interface Downloaded {
  readonly fileName: string;
  readonly version: string;
  readonly sha256: string;
}

export interface UpdatesOptions {
  readonly policy: Policy['updates'];
  /** What runs: `app.getVersion()`, `process.platform`, `process.arch`. */
  readonly running: { readonly version: string; readonly platform: string; readonly arch: string };
  /** Null where updates are not allowed. */
  readonly seen: Pick<SeenReleases, 'newest' | 'askedAt' | 'noteAsked' | 'noteNewest'> | null;
  readonly fetch: Fetch;
  /** Asks the operator where to write; null when they changed their mind. */
  readonly chooseFile: (suggestedName: string) => Promise<string | null>;
  /** Throws Failure `storage-failed`. */
  readonly writeFile: (path: string, chunks: readonly Uint8Array[]) => Promise<void>;
  readonly isOnline: () => boolean;
  readonly isLocked: () => boolean;
  readonly now: () => Date;
  readonly onChanged: (state: UpdatesState) => void;
  /** A check that nobody asked for has ended. */
  readonly onCheckedByItself: (result: UpdateResult) => void;
}

const MANIFEST_MAX_BYTES = 64 * 1024;
const SIGNATURE_MAX_BYTES = 256;
const SMALL_FILE_DEADLINE_MS = 30_000;
const DAY_MS = 24 * 60 * 60_000;
/** The page is told of so many steps of a download. */
const TOLD_STEPS = 100;

const NOT_ALLOWED =
  'Your administrator installs updates. No policy names a place to look for them.';
const BUSY = 'Bulkhead is looking for updates or downloading one already.';
const OFFLINE = 'This device is offline. Nothing was asked.';

export function createUpdates(options: UpdatesOptions): Updates {
  const { policy, running, seen, fetch, now } = options;
  const source =
    policy.allowed && seen !== null
      ? { ...policy, seen, host: new URL(policy.url).hostname }
      : null;
  let offered: UpdateManifest | null = null;
  let downloading: AbortController | null = null;
  let state: UpdatesState = {
    revision: 0,
    source: source === null ? null : { host: source.host, checksDaily: source.checksDaily },
    work: null,
    last: null,
  };
  const set = (next: Partial<UpdatesState>) => {
    state = { ...state, ...next, revision: state.revision + 1 };
    options.onChanged(state);
  };
  const begin = (work: NonNullable<UpdatesState['work']>) => {
    // SECURITY(update-by-policy): without a policy no host is asked.
    if (source === null) throw new Failure('not-available', NOT_ALLOWED);
    if (state.work !== null) throw new Failure('conflict', BUSY);
    if (!options.isOnline()) throw new Failure('offline', OFFLINE);
    set({ work });
    return source;
  };

  const receiveManifest = async ({ url, host, keys, seen }: NonNullable<typeof source>) => {
    const small = { fetch, host };
    const bytes = await receiveSmall({ ...small, url, maxBytes: MANIFEST_MAX_BYTES });
    const signature = await receiveSmall({
      ...small,
      url: `${url}.sig`,
      maxBytes: SIGNATURE_MAX_BYTES,
    });
    const manifest = readManifest(bytes, signature.toString('latin1'), keys);
    requireAcceptable(manifest, {
      running: running.version,
      newest: seen.newest(),
      now: now(),
    });
    // Before anything is made of it: what could not be remembered could be taken back unseen.
    seen.noteNewest(manifest);
    return manifest;
  };

  const check = async (): Promise<UpdateResult> => {
    const from = begin({ kind: 'checking' });
    offered = null;
    try {
      from.seen.noteAsked(now());
      let result: UpdateResult;
      try {
        offered = await receiveManifest(from);
        result = resultOf(offered, running);
      } catch (error) {
        result = refusedResult(error);
      }
      set({ work: null, last: { checkedAt: now().toISOString(), result } });
      return result;
    } finally {
      if (state.work !== null) set({ work: null });
    }
  };

  const offeredPackage = (fileName: string) => {
    const { last } = state;
    const found =
      last?.result.kind === 'newer'
        ? last.result.packages.find((one) => one.fileName === fileName)
        : undefined;
    if (found === undefined || offered === null || isExpired(offered, now())) {
      throw new Failure(
        'not-found',
        'This package is not offered any more. Check for updates again.',
      );
    }
    return { ...found, version: offered.version };
  };

  const download = async (fileName: string): Promise<Downloaded> => {
    const { version, ...wanted } = offeredPackage(fileName);
    const { size } = wanted;
    const work = { kind: 'downloading', fileName, size } as const;
    const from = begin({ ...work, received: 0 });
    const abort = new AbortController();
    downloading = abort;
    let toldAt = 0;
    try {
      const path = await options.chooseFile(fileName);
      if (path === null || abort.signal.aborted)
        throw new Failure('cancelled', 'Nothing was written.');
      const chunks = await receivePackage(wanted, {
        fetch,
        // Beside the manifest, on its host: the name has no character that means something else.
        url: new URL(fileName, from.url).href,
        host: from.host,
        signal: abort.signal,
        onReceived: (received) => {
          if (received - toldAt < size / TOLD_STEPS && received < size) return;
          toldAt = received;
          set({ work: { ...work, received } });
        },
      });
      if (abort.signal.aborted) throw new Failure('cancelled', 'Nothing was written.');
      await options.writeFile(path, chunks);
      return { fileName: basename(path), version, sha256: wanted.sha256 };
    } catch (error) {
      if (abort.signal.aborted)
        throw new Failure('cancelled', 'Nothing was written.', { cause: error });
      if (error instanceof RequestError) {
        throw new Failure('not-available', requestWords(from.host, error), { cause: error });
      }
      throw error;
    } finally {
      downloading = null;
      set({ work: null });
    }
  };

  return {
    get: () => state,
    check,
    download,
    cancel: () => downloading?.abort(),
    async checkIfDue() {
      if (source?.checksDaily !== true || state.work !== null) return;
      if (options.isLocked() || !options.isOnline()) return;
      const askedAt = source.seen.askedAt();
      // A clock that was set back must not keep it from asking for years.
      if (askedAt !== null && Math.abs(now().getTime() - askedAt.getTime()) < DAY_MS) return;
      try {
        options.onCheckedByItself(await check());
      } catch {
        // What could not be noted is asked the next time, or said when the operator checks.
      }
    },
  };
}

async function receiveSmall(options: {
  readonly fetch: Fetch;
  readonly url: string;
  readonly host: string;
  readonly maxBytes: number;
}): Promise<Buffer> {
  const { fetch, ...request } = options;
  const chunks: Uint8Array[] = [];
  await receiveBounded(
    fetch,
    { ...request, method: 'GET', headers: {}, deadlineMs: SMALL_FILE_DEADLINE_MS },
    {
      onHead: (status) => {
        if (status !== 200) throw new UpdateRefusal('not-found');
      },
      onChunk: (chunk) => chunks.push(chunk),
    },
  );
  return Buffer.concat(chunks);
}

function resultOf(
  { version, minimum, releasedAt, packages }: UpdateManifest,
  running: UpdatesOptions['running'],
): UpdateResult {
  if (compareVersions(version, running.version) === 0) return { kind: 'current', version };
  return {
    kind: 'newer',
    version,
    releasedAt,
    isBelowMinimum: compareVersions(running.version, minimum) < 0,
    packages: packages
      .filter(({ platform, arch }) => platform === running.platform && arch === running.arch)
      .map(({ fileName, size, sha256 }): OfferedPackage => ({ fileName, size, sha256 })),
  };
}

/** Throws on what is neither a refusal nor a request that came to nothing. */
function refusedResult(error: unknown): UpdateResult {
  if (error instanceof UpdateRefusal) {
    return { kind: 'refused', fault: error.fault, version: error.version };
  }
  if (!(error instanceof RequestError)) throw error;
  return { kind: 'refused', fault: faultOf(error), version: null };
}

function faultOf({ fault }: RequestError): UpdateFault {
  return fault === 'refused-address' || fault === 'not-json' ? 'unreachable' : fault;
}

function requestWords(host: string, { fault }: RequestError): string {
  switch (fault) {
    case 'timed-out':
      return `The download from ${host} took too long. Nothing was written.`;
    case 'too-large':
      return `${host} sent more than the package that was signed. Nothing was written. Tell your administrator.`;
    case 'redirected':
      return `${host} led to another place, which is not followed. Nothing was written.`;
    default:
      return `The download from ${host} was cut off. Nothing was written. Try again.`;
  }
}
