import type {
  BridgeError,
  DataBridge,
  DoorBridge,
  Envelope,
} from '../../preload/contract/index.ts';

/**
 * The page's end of the port to the data process. It is asked for with the first question, once
 * more when the data process was started anew, and looks like the rest of the bridge.
 */

type Payload = unknown;
type Listener = (payload: Payload) => void;

interface Answer {
  readonly id: number;
  /** JSON of an envelope. */
  readonly text: string;
}

/** What the preload posts to the page, with the port. */
const PORT_MESSAGE = 'bulkhead:data-port';
/** A data process that does not answer by then was ended; its page goes on with a failure. */
const ANSWER_WITHIN_MS = 20_000;
const CONNECT_WITHIN_MS = 10_000;

const NOT_AVAILABLE: Envelope<never> = {
  ok: false,
  error: { code: 'not-available', correlationId: '' },
};

export function dataOverPort(door: DoorBridge, page: Window): DataBridge {
  const waiting = new Map<number, (envelope: Envelope<unknown>) => void>();
  const listeners = new Map<string, Set<Listener>>();
  let port: Promise<MessagePort | null> | null = null;
  let nextId = 1;
  /** Why main handed out none, in its words. */
  let refusal: BridgeError | null = null;

  const receive = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null) return;
    if ('text' in data) {
      const { id, text } = data as Answer;
      waiting.get(id)?.(JSON.parse(text) as Envelope<unknown>);
    } else if ('event' in data && 'area' in data && 'payload' in data) {
      for (const listener of listeners.get(`${String(data.area)}.${String(data.event)}`) ?? []) {
        listener(data.payload);
      }
    }
  };

  const connect = async (): Promise<MessagePort | null> => {
    const came = new Promise<MessagePort | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), CONNECT_WITHIN_MS);
      const onMessage = ({ source, data, ports }: MessageEvent<unknown>) => {
        const [first] = ports;
        // Only the page itself, which is where the preload posts from, hands out a port.
        if (source !== page || data !== PORT_MESSAGE || first === undefined) return;
        clearTimeout(timer);
        page.removeEventListener('message', onMessage);
        resolve(first);
      };
      page.addEventListener('message', onMessage);
    });
    const asked = await door.inventory.connect({});
    refusal = asked.ok ? null : asked.error;
    const own = asked.ok ? await came : null;
    if (own === null) {
      // The next question tries again.
      port = null;
      return null;
    }
    own.addEventListener('message', receive);
    own.addEventListener('close', () => {
      port = null;
      for (const give of waiting.values()) give(NOT_AVAILABLE);
      // Whoever listens hears of changes from the next process too.
      if (listeners.size > 0) port = connect();
    });
    own.start();
    return own;
  };

  const call = async (area: string, method: string, input: unknown): Promise<Envelope<unknown>> => {
    const own = await (port ??= connect());
    if (own === null) return refusal === null ? NOT_AVAILABLE : { ok: false, error: refusal };
    const id = nextId;
    nextId += 1;
    return new Promise((resolve) => {
      const settle = (envelope: Envelope<unknown>) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(envelope);
      };
      const onLate = async () => {
        // While Bulkhead is locked nothing is answered; what was asked before is, afterwards.
        const lock = await door.lock.get({});
        if (!waiting.has(id)) return;
        if (lock.ok && lock.value.isLocked)
          timer = setTimeout(() => void onLate(), ANSWER_WITHIN_MS);
        else settle(NOT_AVAILABLE);
      };
      let timer = setTimeout(() => void onLate(), ANSWER_WITHIN_MS);
      waiting.set(id, settle);
      own.postMessage({ id, area, method, input }, []);
    });
  };

  const listen = (name: string, listener: Listener) => {
    const all = listeners.get(name) ?? new Set<Listener>();
    listeners.set(name, all.add(listener));
    port ??= connect();
    return () => void all.delete(listener);
  };

  const ask =
    (method: string) =>
    (input: unknown): Promise<Envelope<unknown>> =>
      call('devices', method, input);

  // Named one by one, because the page has no schemas; the types say that none is missing.
  const devices: Readonly<Record<keyof DataBridge['devices'], unknown>> = {
    rows: ask('rows'),
    facets: ask('facets'),
    get: ask('get'),
    find: ask('find'),
    suggest: ask('suggest'),
    overview: ask('overview'),
    changes: ask('changes'),
    onChanged: (listener: Listener) => listen('devices.changed', listener),
  };
  return { devices } as DataBridge;
}
