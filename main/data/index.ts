import { randomBytes, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { net } from 'electron';
import { createDataService } from './data-service.ts';
import { evaluateTenant } from './status/evaluate/evaluate-tenant.ts';
import { trustCells } from './status/evaluate/trust-cells.ts';

// The data process: the estate's database and everything that is collected for it.

// What it writes is for this account alone.
if (process.platform !== 'win32') process.umask(0o077);

// Garbage goes sooner: it holds what it has for hours and works in bursts, between which V8 would keep
// as much again for itself. Flags of a utility process do not reach V8; this does, also later on.
setFlagsFromString('--optimize-for-size');

const PLATFORMS = { win32: 'windows', darwin: 'macOS', linux: 'linux' } as const;
const { parentPort, platform } = process;

const service = createDataService({
  // A port between processes has no origin to name.
  // eslint-disable-next-line unicorn/require-post-message-target-origin
  send: (message) => parentPort.postMessage(message),
  // Chromium's stack, because it follows the system's proxy, and Node's sockets do not.
  fetch: (url, init) => net.fetch(url, init),
  now: () => new Date(),
  ticks: () => performance.now(),
  random: Math.random,
  randomBytes,
  newRequestId: randomUUID,
  platform,
  evaluate: (facts, around) =>
    evaluateTenant(facts, {
      ...around,
      platform: platform in PLATFORMS ? PLATFORMS[platform as keyof typeof PLATFORMS] : null,
    }),
  trustCells,
  exit: (code) => process.exit(code),
});

parentPort.on('message', ({ data, ports }) => service.receive(data, ports));
