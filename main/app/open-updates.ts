import type { Session } from 'electron';
import type { UpdateResult } from '../../preload/contract/index.ts';
import { guardUpdateSession } from '../security/update-egress.ts';
import type { ReportRefusal } from '../security/refusal.ts';
import { createUpdates, type Updates, type UpdatesOptions } from '../updates/updates.ts';
import { writeChosenParts } from './write-chosen.ts';

const LOOK_EVERY_MS = 60 * 60_000;

export interface OpenUpdatesOptions extends Pick<
  UpdatesOptions,
  'policy' | 'seen' | 'chooseFile' | 'isOnline' | 'isLocked' | 'now' | 'onChanged'
> {
  /** Of this Bulkhead. */
  readonly version: string;
  /** A session that is in memory only and of no other request. */
  readonly openSession: () => Session;
  readonly askSystemProxy: (url: string) => Promise<string>;
  readonly report: ReportRefusal;
  /** For the journal. */
  readonly record: (result: UpdateResult) => void;
  readonly inform: (message: string) => void;
}

export interface OpenedUpdates extends Updates {
  /** Begins to look by itself, where the policy wants that. */
  start(): void;
  stop(): void;
}

/** Puts the search for updates together: its session, its file, its clock. */
export function openUpdates(options: OpenUpdatesOptions): OpenedUpdates {
  const { policy, version } = options;
  // Made when something is first asked for; where no policy allows it, never.
  const openNetwork = (host: string) => {
    const session = options.openSession();
    const egress = guardUpdateSession(session, host, options);
    egress.ready.catch(() => undefined);
    return { session, egress };
  };
  let network: ReturnType<typeof openNetwork> | null = null;
  const updates = createUpdates({
    ...options,
    running: { version, platform: process.platform, arch: process.arch },
    fetch: async (url, init) => {
      network ??= openNetwork(new URL(url).hostname);
      // The system's proxy may be another by now.
      await network.egress.lookAgain();
      return network.session.fetch(url, init);
    },
    writeFile: writeChosenParts,
    onCheckedByItself: (result) => {
      options.record(result);
      const news = newsOf(result);
      if (news !== null) options.inform(news);
    },
  });
  let timer: NodeJS.Timeout | null = null;
  const look = () => void updates.checkIfDue();
  return {
    ...updates,
    start() {
      if (!policy.allowed || !policy.checksDaily) return;
      look();
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      updates.cancel();
    },
  };
}

/** What the operator is told of a check that they did not ask for; null when it is nothing new. */
function newsOf(result: UpdateResult): string | null {
  switch (result.kind) {
    case 'current':
      return null;
    case 'newer':
      return `Your organisation offers Bulkhead ${result.version}. About has more.`;
    case 'refused':
      return 'The daily check for updates came to nothing. About says why.';
  }
}
