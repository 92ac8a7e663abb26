import { type MessagePortMain, utilityProcess } from 'electron';
import type { DataChild } from './data-process.ts';

/** What the data process gets of this environment: where files and the display's proxy settings are. */
const PASSED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'windir',
  'TEMP',
  'TMP',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'TZ',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
] as const;

/** Starts the data process from the built entry. */
export function forkDataProcess(
  entryPath: string,
  env: NodeJS.ProcessEnv,
): DataChild<MessagePortMain> {
  const child = utilityProcess.fork(entryPath, [], {
    serviceName: 'Bulkhead data',
    // SECURITY(data-environment): nothing that loads code into it or writes its traffic down.
    env: cleanEnvironment(env),
    execArgv: [],
    stdio: 'pipe',
  });
  return {
    send: (message, ports = []) => child.postMessage(message, [...ports]),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    onOutput: (listener) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => listener(chunk.toString('utf8')));
      }
    },
    kill: () => void child.kill(),
  };
}

function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  ) as NodeJS.ProcessEnv;
}
