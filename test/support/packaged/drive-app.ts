import { holdReady } from '../held-app/hold-ready.mjs';
import { ownPlace } from './place.ts';

// Playwright wants two switches that a packaged Bulkhead refuses. Nothing in the app makes an
// exception for it: the one fuse that is another in the driven copy lets a debugger in before the
// first line of the app, and the debugger hides its own switch and gives the other one after the app
// has looked. Whoever can set a fuse can change the whole app; on a release the same attempt ends
// with the app's refusal (t24-start.spec.ts).

const LOOK_EVERY_MS = 25;

/** Of each place; as many apps may run at once. */
const PORTS = 100;
let started = 0;

/**
 * Where the debugger of the next app waits that this place of tests starts. Not a port that the system
 * gives away, which somebody else could have been given before the app listens on it.
 */
export function nextInspectorPort(): number {
  started += 1;
  return 9_300 + PORTS * ownPlace() + (started % PORTS);
}

/** Runs at the first line of the app, where `require` is the debugger's. */
const atFirstLine = (more: string) => `(() => {
  const { app } = require('electron');
  app.commandLine.removeSwitch('inspect-brk');
  process.argv = process.argv.filter((word) => !word.startsWith('--inspect-brk='));
  (${holdReady.toString()})(app, () => app.commandLine.appendSwitch('remote-debugging-port', '0'));
  ${more}
})()`;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly callFrames?: readonly { readonly callFrameId: string }[] };
  readonly result?: { readonly exceptionDetails?: unknown };
  readonly error?: unknown;
}

/**
 * Waits for an app that was started with `--inspect-brk` on this port, makes it ready for Playwright,
 * runs `beforeApp` in it, and lets it run. Rejects when the signal is given first.
 */
export async function letPlaywrightIn(
  port: number,
  { signal, beforeApp = '' }: { readonly signal: AbortSignal; readonly beforeApp?: string },
): Promise<void> {
  const socket = new WebSocket(await inspectorOf(port, signal));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the debugger does not answer')));
  });
  // The app has ended, or nobody waits for it any more.
  const gone = new Promise<never>((_resolve, reject) => {
    socket.addEventListener('close', () => reject(new Error('the debugger has gone')));
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  gone.catch(() => undefined);
  const answers = new Map<number, (message: Message) => void>();
  let onPaused: (callFrameId: string) => void = () => undefined;
  const paused = new Promise<string>((resolve) => {
    onPaused = resolve;
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) answers.get(message.id)?.(message);
    const frame = message.params?.callFrames?.[0]?.callFrameId;
    if (message.method === 'Debugger.paused' && frame !== undefined) onPaused(frame);
  });
  let lastId = 0;
  const send = async (method: string, params: object = {}): Promise<void> => {
    lastId += 1;
    const id = lastId;
    const answered = new Promise<Message>((resolve) => {
      answers.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    const answer = await Promise.race([answered, gone]);
    if (answer.error !== undefined || answer.result?.exceptionDetails !== undefined) {
      throw new Error(`${method}: ${JSON.stringify(answer)}`);
    }
  };
  try {
    await send('Debugger.enable');
    let callFrameId: string | undefined;
    while (callFrameId === undefined) {
      signal.throwIfAborted();
      // It may not have begun to wait yet; said too early, it would be forgotten.
      await send('Runtime.runIfWaitingForDebugger');
      const later = new Promise<undefined>((resolve) => {
        setTimeout(() => resolve(undefined), LOOK_EVERY_MS);
      });
      callFrameId = await Promise.race([paused, later]);
    }
    await send('Debugger.evaluateOnCallFrame', {
      callFrameId,
      expression: atFirstLine(beforeApp),
      includeCommandLineAPI: true,
    });
    await send('Debugger.resume');
  } finally {
    socket.close();
  }
}

async function inspectorOf(port: number, signal: AbortSignal): Promise<string> {
  for (;;) {
    signal.throwIfAborted();
    const targets = (await fetch(`http://127.0.0.1:${String(port)}/json/list`, { signal })
      .then((response) => response.json())
      // It is not there yet.
      .catch(() => [])) as readonly { readonly webSocketDebuggerUrl?: string }[];
    const url = targets[0]?.webSocketDebuggerUrl;
    if (url !== undefined) return url;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
