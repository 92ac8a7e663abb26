import type electron from 'electron';

/** Electron's module, as code in the main process gets it. */
export type Electron = typeof electron;

/** The app's main process, reached through Node's inspector. Pages are not touched by it. */
export interface Inspector {
  /**
   * Runs a function in the main process. It must not use anything around it, and arguments and
   * answer must survive JSON.
   */
  run<A, T>(work: (electron: Electron, argument: A) => T | Promise<T>, argument: A): Promise<T>;
  close(): void;
}

interface Answer {
  readonly id: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: {
      readonly text: string;
      readonly exception?: { readonly description?: string };
    };
  };
}

export async function connectInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (answer: Answer) => void>();
  let nextId = 1;
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('The inspector does not answer.')));
  });
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  socket.addEventListener('close', () => {
    for (const [id, answer] of waiting) answer({ id, error: { message: 'The app has ended.' } });
    waiting.clear();
  });

  return {
    async run(work, argument) {
      const id = nextId++;
      const answer = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve);
        const call = `(${String(work)})(require('electron'), ${JSON.stringify(argument)})`;
        // The inspector itself holds no promise, and one that only it waits for may be collected.
        // Once it is settled it goes, or a long run would measure what it has asked for itself.
        const expression = `((held, answer) => {
          held.add(answer);
          const letGo = () => held.delete(answer);
          answer.then(letGo, letGo);
          return answer;
        })((globalThis.benchAwaits ??= new Set()), Promise.resolve(${call}))`;
        const params = {
          expression,
          awaitPromise: true,
          returnByValue: true,
          includeCommandLineAPI: true,
        };
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      });
      if (answer.error !== undefined) throw new Error(answer.error.message);
      const thrown = answer.result?.exceptionDetails;
      if (thrown !== undefined) throw new Error(thrown.exception?.description ?? thrown.text);
      return answer.result?.result.value as never;
    },
    close: () => socket.close(),
  };
}
