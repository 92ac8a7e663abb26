import { app, crashReporter, dialog, protocol } from 'electron';
import { toLogFormat } from './app/log.ts';
import { openShell } from './app/open-shell.ts';
import { holdSingleInstance } from './app/single-instance.ts';
import { SHELL_SCHEME } from './app/shell-page.ts';
import { CHROMIUM_SWITCHES } from './security/chromium-switches.ts';
import { keepFilesPrivate, tellNoBuild } from './security/harden-app.ts';
import { IS_RELEASE } from './security/release.ts';
import {
  REFUSED_START_EXIT_CODE,
  refuseDangerousStart,
  refusedStartMessage,
} from './security/switch-guard.ts';

// What Chromium reads at its own start comes first, in the turn in which this file is loaded.

keepFilesPrivate(process);
tellNoBuild(app);

// SECURITY(sandbox): every renderer is sandboxed, whatever a window may ask for later.
app.enableSandbox();

// Looked at before Bulkhead adds its own, some of which nobody else may give.
const offenders = refuseDangerousStart({
  isRelease: IS_RELEASE,
  hasSwitch: (name) => app.commandLine.hasSwitch(name),
  switchValue: (name) => app.commandLine.getSwitchValue(name),
  platform: process.platform,
  args: process.argv,
  env: process.env,
});

for (const [name, value] of CHROMIUM_SWITCHES) app.commandLine.appendSwitch(name, value);

protocol.registerSchemesAsPrivileged([
  // SECURITY(shell-scheme): an origin of its own, no CORS for others, no service workers. The code
  // cache is what keeps the second start from compiling the shell again.
  { scheme: SHELL_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
]);

function start(): void {
  if (offenders.length > 0) {
    const message = refusedStartMessage(offenders);
    process.stderr.write(`${message}\n`);
    if (IS_RELEASE) dialog.showErrorBox('Bulkhead', message);
    app.exit(REFUSED_START_EXIT_CODE);
    return;
  }
  // SECURITY(crash-dumps): a dump holds tokens. It stays on this device, below the profile.
  crashReporter.start({ uploadToServer: false });

  const instance = holdSingleInstance(app, process.argv);
  if (instance === null) {
    app.exit(0);
    return;
  }
  app
    .whenReady()
    .then(openShell)
    .then(async (shell) => {
      // Most of Bulkhead is read here, while the window's process starts.
      const { compose } = await import('./app/compose.ts');
      await compose(instance, shell);
    })
    .catch(giveUp);
}

/** Without a window there is nobody to tell; this is the one place that ends the app. */
function giveUp(error: unknown): void {
  process.stderr.write(`Bulkhead could not start. ${toLogFormat(error)}\n`);
  if (IS_RELEASE) {
    dialog.showErrorBox(
      'Bulkhead could not start',
      'Start it again. If this stays, give your administrator the log.',
    );
  }
  app.exit(1);
}

start();
