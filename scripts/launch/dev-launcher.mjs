import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quoted } from './launcher.mjs';

const PRINT_STAGED_APP = fileURLToPath(new URL('./print-staged-app.mjs', import.meta.url));

/**
 * What electron-vite is told is the Electron binary: stages the latest build, waits until the
 * window before it is gone (it holds the profile), and starts the real launcher.
 *
 * @param {{ dir: string, launcher: string, node: string }} options
 * @returns {Promise<string>} path of the script
 */
export async function writeDevLauncher({ dir, launcher, node }) {
  const pidFile = quoted(join(dir, 'electron.pid'));
  const path = join(dir, 'dev-electron');
  const text = `#!/bin/sh
set -eu
if [ -f ${pidFile} ]; then
  before=$(cat ${pidFile})
  tries=0
  while kill -0 "$before" 2>/dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -KILL "$before" 2>/dev/null || true
fi
echo $$ > ${pidFile}
app=$(${quoted(node)} ${quoted(PRINT_STAGED_APP)})
# The first argument is electron-vite's word for the app: the checkout, which may be unreadable here.
shift
exec ${quoted(launcher)} "$app" "$@"
`;
  await writeFile(path, text, { mode: 0o755 });
  return path;
}
