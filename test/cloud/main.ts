import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ESTATE_KINDS } from './estates/make-estate.ts';
import type { EstateKind } from './estates/make-estate.ts';
import { APPS } from './sign-in/apps.ts';
import { startCloud } from './start-cloud.ts';

const USAGE =
  'node test/cloud/main.ts --state <folder> [--estate demo|large|status|devices|onboarding] [--seed N] [--port N]';

function fail(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function wholeNumber(name: string, raw: string, max: number): number {
  const value = Number(raw);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    fail(`--${name} takes a whole number from 0 to ${max}.`);
  }
  return value;
}

function readOptions(): { estate: EstateKind; seed: number; port: number; stateDir: string } {
  const { values } = parseArgs({
    options: {
      estate: { type: 'string', default: 'demo' },
      seed: { type: 'string', default: '1' },
      port: { type: 'string', default: '0' },
      state: { type: 'string' },
    },
  });
  const estate = ESTATE_KINDS.find((kind) => kind === values.estate);
  if (!estate) fail(`--estate is one of ${ESTATE_KINDS.join(', ')}.`);
  if (!values.state) fail('--state names the folder for certificates, keys and sessions.');
  return {
    estate,
    seed: wholeNumber('seed', values.seed, 2 ** 31),
    port: wholeNumber('port', values.port, 65535),
    stateDir: values.state,
  };
}

// Standard output carries one line for the launcher; libraries that greet there are sent to stderr.
console.info = console.error;
console.log = console.error;

const cloud = await startCloud(readOptions());
const { port, controlPort, spki, caFile, estateFile, accountsFile } = cloud;
const facts = { port, controlPort, spki, caFile, estateFile, accountsFile };
const { clientId } = APPS.bulkhead;
process.stdout.write(`${JSON.stringify({ ready: true, ...facts, clientId })}\n`);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await cloud.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

// A parent that dies closes the pipe it gave us; a terminal or /dev/null says nothing.
const input = fstatSync(0);
if (input.isFIFO() || input.isSocket()) process.stdin.on('end', () => void stop()).resume();
