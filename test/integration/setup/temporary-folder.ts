import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A fresh folder for each test of the file; taken away afterwards. */
export function useTemporaryFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'bulkhead-setup-'));
  });
  afterEach(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

/** Progress that keeps its lines instead of showing them. */
export function silentProgress(): {
  readonly notes: string[];
  readonly note: (text: string) => void;
  readonly step: <T>(
    label: string,
    work: (detail: (text: string) => void) => Promise<T>,
  ) => Promise<T>;
} {
  const notes: string[] = [];
  return {
    notes,
    note: (text) => void notes.push(text),
    step: (label, work) => {
      notes.push(label);
      return work(() => {});
    },
  };
}
