import { spawn } from 'node:child_process';
import { systemCodeOf } from '../stored-files/file-system.ts';
import { SegmentError } from './segments.ts';

export interface AnchorProgram {
  /** Absolute, of a folder that only administrators write. */
  readonly path: string;
  readonly args: readonly string[];
}

const MAX_MS = 10_000;

/** Runs a program of the system to its end. Throws a SegmentError when it fails or takes too long. */
export async function runAnchorProgram({ path, args }: AnchorProgram): Promise<void> {
  // SECURITY(journal-anchor): no shell, and nothing of our environment.
  const child = spawn(path, args, { stdio: 'ignore', shell: false, env: {}, timeout: MAX_MS });
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new SegmentError(systemCodeOf(error), { cause: error })));
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new SegmentError(`exit-${String(code ?? 'signal')}`)),
    );
  });
}
