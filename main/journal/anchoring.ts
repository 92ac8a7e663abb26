import { type AnchorHead, type AnchorPlace, writeAnchor } from './anchor.ts';
import { SegmentError } from './segments.ts';
import type { JournalState } from '../../preload/contract/index.ts';

const EVERY_RECORDS = 100;
const EVERY_MS = 10 * 60_000;

export interface Anchoring {
  /** The journal is at `head` now; notes it when it is due. */
  look(head: AnchorHead): void;
  /** Notes it now, and waits at most `maxMs`. */
  finish(head: AnchorHead, maxMs: number): Promise<void>;
  get(): JournalState['anchor'];
}

export interface AnchoringOptions {
  readonly place: AnchorPlace;
  readonly who: { readonly device: string; readonly account: string };
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  readonly onChanged: () => void;
  readonly write?: typeof writeAnchor;
}

/** Notes the head at the start, every 100 records or ten minutes, and at the end; one at a time. */
export function createAnchoring(options: AnchoringOptions): Anchoring {
  const { place, who, elapsed, onChanged, write = writeAnchor } = options;
  let lastAt: string | null = null;
  let problem: string | null = null;
  let noted = 0;
  let triedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  const note = async (head: AnchorHead) => {
    triedAt = elapsed();
    try {
      await write(place, head, who);
      noted = head.seq;
      lastAt = head.at;
      problem = null;
    } catch (error) {
      const code = error instanceof SegmentError ? error.code : 'unknown';
      problem = `The head of the journal could not be noted outside this profile (${code}). Tell your administrator.`;
    }
    onChanged();
  };
  const start = (head: AnchorHead) => {
    running ??= note(head).finally(() => {
      running = null;
    });
    return running;
  };

  return {
    look(head) {
      if (head.seq === noted) return;
      const isDue = head.seq - noted >= EVERY_RECORDS && problem === null;
      if (isDue || elapsed() - triedAt >= EVERY_MS) void start(head);
    },
    async finish(head, maxMs) {
      const all = async () => {
        await running;
        if (head.seq !== noted) await start(head);
      };
      // A share that does not answer must not keep Bulkhead from ending.
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, maxMs);
      });
      await Promise.race([all(), limit]);
      clearTimeout(timer);
    },
    get: () => ({ kind: place.kind, lastAt, problem }),
  };
}
