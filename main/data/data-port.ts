import { z } from 'zod';
import {
  type BridgeError,
  type DataContract,
  dataContract,
  type DataHandlers,
  type Envelope,
  type EventDef,
  type Method,
} from '../../preload/contract/index.ts';
import { isWithinBudget } from '../ipc/message-budget.ts';
import { parseGuarded } from '../security/parse-guarded.ts';

/**
 * The data process's end of the port to the shell's page.
 *
 * Threat: main hands the port to the shell alone, but what runs in that page is a guest, and there
 * is nobody else between it and the database. A question may be of any shape, size or number.
 * So a message passes what it would pass at main's door, in the same order: bounds, schema of the
 * question, handler, schema of the answer. Failures are codes; what was thrown stays here.
 * Tested in test/unit/main/data/data-port.test.ts and data-port-hostile.test.ts.
 */

/** The part of a port that is used: Electron's in the app, Node's in tests. */
export interface DataPort {
  postMessage(message: unknown, transfer: never[]): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export interface DataPortDeps {
  /** Null while nothing is opened yet. */
  readonly handlers: () => DataHandlers | null;
  readonly newCorrelationId: () => string;
  /** A fault: everything thrown that is no `PortFailure`, and answers that break the contract. */
  readonly onFault: (method: string, correlationId: string, error: unknown) => void;
  readonly contract?: DataContract;
}

type Area = keyof DataContract;
type FailureCode = BridgeError['code'];

/** An expected failure of a question; its message may be shown. */
export class PortFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

const Question = z.strictObject({
  id: z.number().int().positive(),
  area: z.string().max(40),
  method: z.string().max(40),
  input: z.unknown(),
});

/** More than a page asks for at once; what comes on top is answered with a failure. */
const MAX_UNDER_WAY = 64;

export interface DataPorts {
  /** Serves a page on a port. The one before ends: there is one page, and it was loaded anew. */
  serve(port: DataPort): void;
  /** Tells the page; the payload is checked like an answer. */
  tell(area: Area, event: string, payload: unknown): void;
  /** While it is shut nothing is answered or told; what was asked is answered afterwards. */
  setShut(isShut: boolean): void;
  close(): void;
}

/** As text: thousands of cells are copied as objects in twice the time that JSON takes. */
function tellPage(port: DataPort, id: number, envelope: Envelope<unknown>): void {
  port.postMessage({ id, text: JSON.stringify(envelope) }, []);
}

export function createDataPorts(deps: DataPortDeps): DataPorts {
  const contract: Readonly<Record<string, Readonly<Record<string, Method | EventDef>>>> =
    deps.contract ?? dataContract;
  let current: DataPort | null = null;
  /** Resolves when it is opened again; null while it is open. */
  let opening: { readonly done: Promise<void>; readonly open: () => void } | null = null;
  /** The last of each event while it was shut. */
  const held = new Map<string, unknown>();

  const memberOf = (area: string, name: string): Method | EventDef | undefined => {
    // Names of every object, such as `constructor`, are no areas and no methods.
    const members = Object.hasOwn(contract, area) ? contract[area] : undefined;
    return members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
  };

  const answer = async (question: z.infer<typeof Question>): Promise<Envelope<unknown>> => {
    const { area, method, input } = question;
    const correlationId = deps.newCorrelationId();
    const failed = (code: FailureCode, message?: string): Envelope<never> => ({
      ok: false,
      error: message === undefined ? { code, correlationId } : { code, message, correlationId },
    });
    const member = memberOf(area, method);
    if (member === undefined || member.kind === 'event') return failed('refused');
    const parsed = parseGuarded(member.input, input);
    if (!parsed.success) return failed('invalid');
    const handlers = deps.handlers();
    if (handlers === null) return failed('not-available', 'The inventory is not opened yet.');
    try {
      const handler = (
        handlers as unknown as Record<string, Record<string, (input: unknown) => unknown>>
      )[area]?.[method];
      if (handler === undefined) throw new Error(`no handler of ${area}.${method}`);
      const output = parseGuarded(member.output, await handler(parsed.data));
      if (!output.success) throw output.error;
      return { ok: true, value: output.data };
    } catch (error) {
      if (error instanceof PortFailure) return failed(error.code, error.message);
      deps.onFault(`${area}.${method}`, correlationId, error);
      return failed('internal');
    }
  };

  const whenOpen = async (): Promise<void> => {
    if (opening === null) return;
    await opening.done;
    // It may be shut again by then.
    await whenOpen();
  };
  const answerWhenOpen = async (question: z.infer<typeof Question>): Promise<Envelope<unknown>> => {
    // SECURITY(lock-port): while Bulkhead is locked no row goes to the page, whenever it was asked for.
    if (opening !== null) await whenOpen();
    const envelope = await answer(question);
    if (opening !== null) await whenOpen();
    return envelope;
  };

  return {
    serve(port) {
      current?.close();
      current = port;
      let underWay = 0;
      port.on('message', ({ data }) => {
        // SECURITY(data-port): bounded before anything walks it; a stray message gets no answer.
        const question = isWithinBudget(data) ? parseGuarded(Question, data) : null;
        if (question === null || !question.success) return;
        const { id } = question.data;
        if (underWay === MAX_UNDER_WAY) {
          const error = { code: 'refused' as const, correlationId: deps.newCorrelationId() };
          tellPage(port, id, { ok: false, error });
          return;
        }
        underWay += 1;
        void answerWhenOpen(question.data).then((envelope) => {
          underWay -= 1;
          if (current === port) tellPage(port, id, envelope);
        });
      });
      port.on('close', () => {
        if (current === port) current = null;
      });
      port.start();
    },
    tell(area, event, payload) {
      const definition = memberOf(area, event);
      if (definition?.kind !== 'event') throw new Error(`no such event: ${area}.${event}`);
      const parsed = parseGuarded(definition.payload, payload);
      if (!parsed.success) {
        deps.onFault(`${area}.${event}`, deps.newCorrelationId(), parsed.error);
        return;
      }
      const message = { area, event, payload: parsed.data };
      if (opening === null) current?.postMessage(message, []);
      else held.set(`${area}.${event}`, message);
    },
    setShut(isShut) {
      if (isShut === (opening !== null)) return;
      if (isShut) {
        let open = () => {};
        const done = new Promise<void>((resolve) => (open = resolve));
        opening = { done, open };
        return;
      }
      opening?.open();
      opening = null;
      for (const message of held.values()) current?.postMessage(message, []);
      held.clear();
    },
    close() {
      current?.close();
      current = null;
    },
  };
}
