import { endRunningCommands } from './run-command.mjs';
import { SetUpError } from './set-up-error.mjs';
import { watchForShutdown } from './shutdown.mjs';

/**
 * Runs a script of this folder to its end and sets the exit code: what the work returns, 1 for
 * something the person has to put right, 130 when it was interrupted before it could say `ready`.
 *
 * @param {(context: {
 *   shutdown: Promise<string>,
 *   signal: AbortSignal,
 *   ready: () => void,
 * }) => Promise<number>} work after `ready()` the work itself answers `shutdown`
 */
export async function runScript(work) {
  const { signal, requested } = watchForShutdown();
  let isReady = false;
  const ready = () => void (isReady = true);
  void requested.then(async () => {
    if (isReady) return;
    await endRunningCommands();
    process.exit(130);
  });
  try {
    process.exitCode = await work({ shutdown: requested, signal, ready });
  } catch (error) {
    // A step fails when its command is ended: the interruption above has the last word.
    if (signal.aborted && !isReady) return;
    process.stderr.write(
      `\n${error instanceof SetUpError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  }
  // Whatever still keeps the event loop alive has nothing left to do.
  process.exit();
}
