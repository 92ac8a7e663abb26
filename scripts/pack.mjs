// npm run pack [-- --folder-only | --installers]: the app as an administrator gets it, in dist/package. On Linux a
// folder, its tar.gz and the list of its files, made without the network; with --installers also
// what else electron-builder makes for this system, for which it fetches tools. Elsewhere installers.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packArchive } from './package/archive.mjs';
import { PACKAGE_DIR, packFolder, runElectronBuilder, sourceDate } from './package/pack-app.mjs';
import { packRuntime } from './package/pack-runtime.mjs';
import { terminalProgress } from './process/progress.mjs';
import { runScript } from './process/run-script.mjs';
import { ROOT_DIR } from './setup/prepare.mjs';

const { values } = parseArgs({
  options: {
    'folder-only': { type: 'boolean', default: false },
    installers: { type: 'boolean', default: false },
  },
});

await runScript(async () => {
  const progress = terminalProgress();
  const { node, runtime, note } = await packRuntime({ progress });
  progress.note(note);
  const options = { rootDir: ROOT_DIR, node, runtime, progress };
  const packageDir = join(ROOT_DIR, PACKAGE_DIR);

  if (process.platform === 'linux') {
    const { dir, files, name } = await packFolder(options);
    await writeFile(join(packageDir, `${name}.sha256`), files);
    const archive = join(packageDir, `${name}.tar.gz`);
    await rm(archive, { force: true });
    if (!values['folder-only']) {
      const date = await sourceDate(ROOT_DIR);
      await progress.step('Packing the archive', () =>
        packArchive({ dir, name, path: archive, date }),
      );
    }
    progress.note(`${dir}, with the list of its files beside it.`);
  }
  if (values.installers || process.platform !== 'linux') {
    const system = { win32: '--win', darwin: '--mac' }[/** @type {string} */ (process.platform)];
    await runElectronBuilder({ ...options, arguments: [system ?? '--linux'] });
    progress.note(`Installers are in ${packageDir}.`);
  }
  return 0;
});
