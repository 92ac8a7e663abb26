import type { UpdateResult, UpdatesState } from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';

export interface FakeUpdatesState {
  readonly source: UpdatesState['source'];
  /** What a check finds. */
  readonly found: UpdateResult;
  /** What a download ends with, in words; null when it succeeds. */
  readonly downloadProblem: string | null;
}

export function fakeUpdates(
  { source, found, downloadProblem }: FakeUpdatesState,
  { now, stepMs }: { readonly now: () => string; readonly stepMs: number },
): FakeArea<'updates'> {
  let current: UpdatesState = { revision: 1, source, work: null, last: null };
  let isCancelled = false;
  const changed = emitter<UpdatesState>();
  const set = (next: Partial<UpdatesState>) => {
    current = { ...current, ...next, revision: current.revision + 1 };
    changed.emit(current);
  };
  const step = () => new Promise((done) => setTimeout(done, stepMs));

  return {
    get: () => ok(current),
    check: async () => {
      if (source === null) return fails('not-available');
      set({ work: { kind: 'checking' } });
      await step();
      set({ work: null, last: { checkedAt: now(), result: found } });
      return ok({ result: found });
    },
    download: async ({ fileName }) => {
      const wanted =
        found.kind === 'newer'
          ? found.packages.find((one) => one.fileName === fileName)
          : undefined;
      if (found.kind !== 'newer' || wanted === undefined) return fails('not-found');
      isCancelled = false;
      const { size, sha256 } = wanted;
      for (const part of [0, 0.25, 0.5, 0.75, 1]) {
        const received = Math.round(size * part);
        set({ work: { kind: 'downloading', fileName, received, size } });
        await step();
        if (isCancelled) break;
      }
      set({ work: null });
      if (isCancelled) return fails('cancelled', 'Nothing was written.');
      if (downloadProblem !== null) return fails('not-available', downloadProblem);
      return ok({ fileName, version: found.version, sha256 });
    },
    cancel: () => {
      isCancelled = true;
      return ok({});
    },
    onChanged: changed.on,
  };
}

/** No policy allows it. */
export const NO_UPDATES: FakeUpdatesState = {
  source: null,
  found: { kind: 'current', version: '0.1.0' },
  downloadProblem: null,
};

/** A newer version, in two packages. */
export const NEWER_VERSION: FakeUpdatesState = {
  source: { host: 'updates.contoso.example', checksDaily: true },
  found: {
    kind: 'newer',
    version: '0.2.0',
    releasedAt: '2026-11-12T09:30:00Z',
    isBelowMinimum: true,
    packages: ['deb', 'rpm'].map((kind, at) => ({
      fileName: `bulkhead-0.2.0-linux-x64.${kind}`,
      size: 131_402_752 + at,
      sha256: `${String(at)}f1c9a0d3b7e5264`.repeat(4),
    })),
  },
  downloadProblem: null,
};
