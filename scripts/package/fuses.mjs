import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

// Threat: a signed executable that still obeys Electron's development switches is an interpreter
// that application control trusts: one variable makes it run any script, one argument opens a
// debugger into a signed-in session.
// The platform leaves those on. Fuses turn them off in the executable itself, before it is signed.
// Tested on a packaged copy in test/e2e/package.

/**
 * State of each fuse in a release. Every one is stated; a new fuse of a newer Electron fails the
 * build until it is decided here.
 *
 * SECURITY(fuses): read back and tried out on the packaged app.
 */
export const RELEASE_FUSES = /** @type {const} */ ({
  // ELECTRON_RUN_AS_NODE would make of the signed program a Node that runs any script.
  RunAsNode: false,
  // From the first release on: cookies written before would be lost.
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  // --inspect and SIGUSR1.
  EnableNodeCliInspectArguments: false,
  // Windows and macOS look at the digest of the archive; Linux does not have this.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // There is no snapshot of our own.
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // Off would be slower, not safer.
  WasmTrapHandlers: true,
});

/** @typedef {keyof typeof RELEASE_FUSES} FuseName */

/** '0' and '1' as they are in the executable. */
const STATES = new Map([
  [0x30, false],
  [0x31, true],
]);

/**
 * The fuses that an Electron has, in its order, each on (true) or off. A state that is neither,
 * such as that of a fuse which was removed, is undefined.
 *
 * @param {string} executablePath
 * @returns {Promise<Record<string, boolean | undefined>>}
 */
export async function readFuses(executablePath) {
  /** @type {Record<string, boolean | undefined>} */
  const found = {};
  for (const [index, state] of Object.entries(await getCurrentFuseWire(executablePath))) {
    if (index === 'version') continue;
    found[FuseV1Options[Number(index)] ?? `fuse ${index}`] = STATES.get(Number(state));
  }
  return found;
}

/**
 * Sets every fuse that the executable has. Rejects when it has one that is not decided above.
 *
 * @param {string} executablePath
 * @param {Partial<Record<FuseName, boolean>>} [changes] for a copy that tests drive
 */
export async function setFuses(executablePath, changes = {}) {
  const present = new Set(Object.keys(await readFuses(executablePath)));
  const wanted = Object.entries({ ...RELEASE_FUSES, ...changes })
    // An older Electron has fewer, and refuses to be told of those it lacks.
    .filter(([name]) => present.has(name))
    .map(([name, isOn]) => [FuseV1Options[/** @type {FuseName} */ (name)], isOn]);
  await flipFuses(executablePath, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    .../** @type {Record<FuseV1Options, boolean>} */ (Object.fromEntries(wanted)),
  });
}
