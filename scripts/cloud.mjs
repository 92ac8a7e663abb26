// npm run cloud [-- --estate demo --port 8443]: the simulated Microsoft cloud alone.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cloudSwitches, startCloud } from './launch/simulated-cloud.mjs';
import { stateFolders } from './launch/state-folders.mjs';
import { electronUser } from './launch/electron-user.mjs';
import { terminalProgress } from './process/progress.mjs';
import { runScript } from './process/run-script.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ROOT_DIR } from './setup/prepare.mjs';

const { values } = parseArgs({
  options: {
    estate: { type: 'string', default: 'demo' },
    port: { type: 'string', default: '0' },
  },
});

await runScript(async ({ shutdown, ready }) => {
  const progress = terminalProgress();
  await ensurePackages({ rootDir: ROOT_DIR, progress });
  const user = await electronUser({ uid: process.getuid?.(), env: process.env });
  const { cloudDir } = stateFolders({ user, env: process.env, profile: values.estate });
  ready();
  const cloud = await startCloud({
    rootDir: ROOT_DIR,
    node: join(ROOT_DIR, 'node_modules', '.bin', 'node'),
    estate: values.estate,
    stateDir: cloudDir,
    port: Number(values.port),
    onLine: (line) => process.stdout.write(`${line}\n`),
  });
  progress.note(`The simulated cloud listens on 127.0.0.1:${cloud.port}.`);
  progress.note(`Switches for Electron:\n  ${cloudSwitches(cloud).join('\n  ')}`);
  progress.note(`Certificate authority: ${cloud.caFile}`);
  progress.note(`Accounts: ${cloud.accountsFile}`);
  const end = await Promise.race([shutdown, cloud.ended]);
  await cloud.stop();
  return typeof end === 'string' ? 0 : 1;
});
