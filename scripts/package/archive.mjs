import { runCommand } from '../process/run-command.mjs';
import { SetUpError } from '../process/set-up-error.mjs';

/**
 * Packs a folder as tar.gz, owned by root and the same bytes for the same files.
 *
 * @param {{ dir: string, name: string, path: string, date: Date }} options `name` is that of the
 *   folder inside the archive
 */
export async function packArchive({ dir, name, path, date }) {
  // prettier-ignore
  const result = await runCommand('tar', [
    '--create', `--file=${path}`, '--use-compress-program=gzip -n -6', '--format=gnu', '--sort=name',
    '--owner=root:0', '--group=root:0', '--mode=u+rwX,go+rX,go-w',
    `--mtime=@${Math.floor(date.getTime() / 1_000)}`,
    `--transform=s,^\\.,${name},`, `--directory=${dir}`, '.',
  ]);
  if (result.code !== 0) throw new SetUpError(`tar failed.\n${result.stderr.trim()}`);
}
