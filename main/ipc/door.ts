import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import {
  type AreaName,
  type BridgeError,
  channelOf,
  type Contract,
  type Envelope,
  type ErrorCode,
  type EventDef,
  type Events,
  type Handlers,
  type JournalReference,
  type Method,
  type Role,
} from '../../preload/contract/index.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import type { ReportRefusal } from '../security/refusal.ts';
import { Failure } from './failure.ts';
import { isWithinBudget } from './message-budget.ts';
import type { SenderRegistry } from './sender-registry.ts';

/**
 * The one door between pages and main.
 *
 * Threat: any frame of any page in the app can post to any channel. Electron delivers the message
 * without asking who sent it, and a compromised portal or a frame inside the shell could call what
 * the shell may call.
 * So every message passes, in this order: sender known, main frame, exact origin, role, bounds and
 * schema of the input, journal, handler, schema of the output. What fails is answered `refused` or
 * `invalid`, without detail, and reported. Nothing else in the code base touches ipcMain.
 * Tested in test/unit/main/ipc/door.test.ts and, on real frames, in
 * test/e2e/package/t05-ipc-authorisation.spec.ts.
 */

export interface CallContext {
  readonly role: Role;
  readonly correlationId: string;
  /** The record that the call is under; null when it leaves none, or only afterwards. */
  readonly record: JournalReference | null;
}

/** A call that the journal is told of. */
export interface RecordedCall {
  readonly record: JournalReference | null;
  /** How it ended: `ok` with its answer, or an error's code. */
  readonly settle: (outcome: 'ok' | ErrorCode, output: unknown) => void;
}

/**
 * Hears of every call that the door lets in, before its handler; null leaves no record. A promise is
 * waited for, and when it rejects with a Failure the handler does not run.
 */
export type RecordCall = (
  area: string,
  method: string,
  input: unknown,
) => RecordedCall | null | Promise<RecordedCall>;

export interface DoorOptions {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly contract: Contract;
  readonly handlers: Handlers<CallContext>;
  readonly senders: SenderRegistry;
  /** Whether a frame's address is the shell's own page; exact, no prefixes. */
  readonly isShellUrl: (url: string) => boolean;
  readonly report: ReportRefusal;
  /** Whether a channel is answered now: while Bulkhead is locked only what unlocks it is, and what the first paint needs. */
  readonly isOpen: (channel: string) => boolean;
  readonly recordCall: RecordCall;
  /** A fault: everything thrown that is not a Failure, and answers that break the contract. */
  readonly onFault: (channel: string, correlationId: string, error: unknown) => void;
  readonly newCorrelationId: () => string;
}

export interface Door {
  /** Tells every page whose role may hear it. The payload is checked like an answer. */
  push<A extends AreaName, E extends keyof Events[A] & string>(
    area: A,
    event: E,
    payload: Events[A][E],
  ): void;
}

type AnyHandler = (input: unknown, context: CallContext) => unknown;

/** Registers every method of the contract; throws when a handler is missing or too many. */
export function openDoor(options: DoorOptions): Door {
  const { contract, senders } = options;
  assertTotal(contract, options.handlers);

  for (const [area, members] of Object.entries(contract)) {
    for (const [name, member] of Object.entries(members) as [string, Method | EventDef][]) {
      if (member.kind === 'event') continue;
      const channel = channelOf(area, name);
      const handler = (options.handlers[area as AreaName] as Record<string, unknown>)[
        name
      ] as AnyHandler;
      options.ipcMain.handle(channel, (event, ...args: unknown[]) =>
        answer(options, { area, name, channel, method: member, handler }, event, args),
      );
    }
  }

  return {
    push(area, event, payload) {
      const definition = (contract[area] as Record<string, Method | EventDef>)[event];
      if (definition?.kind !== 'event') throw new Error(`no such event: ${area}.${event}`);
      const parsed = parseGuarded(definition.payload, payload);
      const channel = channelOf(area, event);
      if (!parsed.success) {
        options.onFault(channel, options.newCorrelationId(), parsed.error);
        return;
      }
      for (const role of definition.roles) {
        for (const contents of senders.withRole(role)) contents.send(channel, parsed.data);
      }
    },
  };
}

interface Callee {
  readonly area: string;
  readonly name: string;
  readonly channel: string;
  readonly method: Method;
  readonly handler: AnyHandler;
}

async function answer(
  options: DoorOptions,
  { area, name, channel, method, handler }: Callee,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<Envelope<unknown>> {
  const correlationId = options.newCorrelationId();
  const role = roleOfSender(options, event);
  // SECURITY(ipc-sender): known WebContents, its main frame, the shell's exact origin.
  if (role === null || !method.roles.includes(role)) {
    options.report({
      kind: 'ipc',
      tenantId: null,
      host: null,
      message: `A page that may not do so called ${channel}.`,
    });
    return failed('refused', correlationId);
  }

  // SECURITY(lock-door): whatever the page shows, it gets and does nothing while it is locked.
  if (!options.isOpen(channel)) return failed('refused', correlationId);

  // SECURITY(ipc-input): one argument, bounded before and by its schema, unknown keys refused.
  const input =
    args.length <= 1 && isWithinBudget(args[0]) ? parseGuarded(method.input, args[0]) : null;
  if (input === null || !input.success) return failed('invalid', correlationId);

  let call: RecordedCall | null = null;
  try {
    const recording = options.recordCall(area, name, input.data);
    // SECURITY(journal-first): what cannot be recorded is not done.
    call = recording instanceof Promise ? await recording : recording;
    // The record was waited for, and Bulkhead may have been locked meanwhile.
    if (!options.isOpen(channel)) {
      call?.settle('refused', null);
      return failed('refused', correlationId);
    }
    const context = { role, correlationId, record: call?.record ?? null };
    const result = await handler(input.data, context);
    // SECURITY(ipc-output): an answer that is not what the contract says does not leave main.
    const output = parseGuarded(method.output, result ?? {});
    if (!output.success) throw output.error;
    call?.settle('ok', output.data);
    return { ok: true, value: output.data };
  } catch (error) {
    if (error instanceof Failure && isAnnounced(method, error.code)) {
      call?.settle(error.code, null);
      return failed(error.code, correlationId, error.message);
    }
    call?.settle('internal', null);
    options.onFault(channel, correlationId, error);
    return failed('internal', correlationId);
  }
}

function roleOfSender(options: DoorOptions, event: IpcMainInvokeEvent): Role | null {
  try {
    // Electron says null, and older ones undefined, for a frame that is gone by now.
    const frame: WebFrameMain | null | undefined = event.senderFrame;
    if (frame === null || frame === undefined || frame.parent !== null) return null;
    if (!options.isShellUrl(frame.url)) return null;
    return options.senders.roleOf(event.sender.id) ?? null;
  } catch {
    // A frame or page that went meanwhile throws when it is looked at: it may nothing.
    return null;
  }
}

function isAnnounced(method: Method, code: ErrorCode): boolean {
  return code === 'invalid' || code === 'not-recorded' || method.errors.includes(code);
}

function failed(
  code: ErrorCode,
  correlationId: string,
  message?: string,
): { ok: false; error: BridgeError } {
  return {
    ok: false,
    error: message === undefined ? { code, correlationId } : { code, message, correlationId },
  };
}

/** The types say the same; this holds when a handler object was put together at run time. */
function assertTotal(contract: Contract, handlers: Handlers<CallContext>): void {
  for (const [area, members] of Object.entries(contract)) {
    const given = Object.keys(handlers[area as AreaName] ?? {}).sort();
    const wanted = Object.entries(members as Record<string, { kind: string }>)
      .filter(([, member]) => member.kind !== 'event')
      .map(([name]) => name)
      .sort();
    if (given.join() !== wanted.join()) {
      throw new Error(`handlers of ${area}: have ${given.join()}, contract has ${wanted.join()}`);
    }
  }
}
