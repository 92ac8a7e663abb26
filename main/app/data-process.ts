import type {
  ErrorCode,
  InventoryState,
  Onboarding,
  TenantId,
  WorkProgress,
} from '../../preload/contract/index.ts';
import type { EstateStatus } from '../../preload/contract/status.ts';
import type { EstateTenant } from '../data/status/estate-tenant.ts';
import {
  type DataMethod,
  FromData,
  type SignInMessage,
  type StartMessage,
  type ToData,
  type TokenOutcome,
  type TokenWanted,
} from '../data/protocol.ts';
import { Failure } from '../ipc/failure.ts';
import { parseGuarded } from '../security/parse-guarded.ts';

/** A started data process, as far as main uses it. `P` is a port that can be handed over. */
export interface DataChild<P = unknown> {
  readonly send: (message: unknown, ports?: readonly P[]) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onExit: (listener: (code: number) => void) => void;
  readonly onOutput: (listener: (text: string) => void) => void;
  readonly kill: () => void;
}

type LogMessage = Extract<FromData, { type: 'log' }>;

export interface DataProcessDeps<P = unknown> {
  readonly fork: () => DataChild<P>;
  /** Asked each time one is started; the key may be another by then. */
  readonly start: () => Omit<StartMessage, 'type' | 'tenants' | 'revisionsFrom'>;
  readonly tenants: () => readonly EstateTenant[];
  readonly signIns: () => readonly SignInMessage[];
  /** Never throws; what it cannot get is an outcome too. */
  readonly getToken: (wanted: TokenWanted) => Promise<TokenOutcome>;
  readonly onStatusChanged: (status: EstateStatus) => void;
  readonly onInventoryChanged: (state: InventoryState) => void;
  readonly onOnboardingChanged: (onboarding: Onboarding) => void;
  readonly onWorked: (progress: WorkProgress) => void;
  /** What the operator must know of where things are kept. */
  readonly onNotice: (notice: string) => void;
  /** It ended twice, and is not started again. */
  readonly onGivenUp: () => void;
  readonly log: (message: Omit<LogMessage, 'type'>) => void;
  readonly restartAfterMs?: number;
  readonly callWithinMs?: number;
}

/** Main's side of the data process. */
export interface DataProcess<P = unknown> {
  /**
   * Throws a Failure; `not-available` when the process is not there or does not answer in time.
   * Work that tells its progress and can be cancelled may take as long as it takes.
   */
  call(
    method: DataMethod,
    input: unknown,
    options?: { readonly isLong: boolean },
  ): Promise<unknown>;
  /** Has it finish writing, and starts another with what `start` says then. Calls wait for that. */
  restart(): Promise<void>;
  /** Hands over one end of a channel whose other end the shell's page has. */
  openPort(port: P): Promise<void>;
  /** Shuts the page's port, or opens it again. */
  tellLocked(isLocked: boolean): void;
  /** The list of tenants has changed. */
  tellEstate(): void;
  /** What identity knows of some tenants has changed. */
  tellSignIns(signIns: readonly SignInMessage[]): void;
  /** Erases what is kept of a tenant. Rejects when that could not be done now. */
  forgetTenant(tenantId: TenantId): Promise<void>;
  /** Lets it finish writing; resolves when it is gone. */
  stop(): Promise<void>;
}

const CALL_WITHIN_MS = 20_000;
const RESTART_AFTER_MS = 1_000;
/** Revisions that one process may tell of before it would seem older than the one before. */
const REVISIONS_EACH = 1_000_000_000;
/** After so long a life, a death is the first one again. */
const LONG_LIFE_MS = 600_000;
const STOP_WITHIN_MS = 3_000;
const MAX_OUTPUT = 2_000;

interface Waiting {
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Failure) => void;
}

/**
 * Starts the data process and keeps it going: when it dies it is started once more, after a moment;
 * when that one dies too, calls answer that the data is not available until Bulkhead is started
 * again. A process that keeps dying would otherwise keep the machine busy with it.
 */
export function startDataProcess<P>(deps: DataProcessDeps<P>): DataProcess<P> {
  const waiting = new Map<number, Waiting>();
  /** Calls made while it starts. */
  let unsent: { readonly message: ToData; readonly ports: readonly P[] }[] = [];
  let child: DataChild<P> | null = null;
  let isReady = false;
  let isStopping = false;
  let isRestarting = false;
  let starts = 0;
  let canRestart = true;
  let isGivenUp = false;
  let nextId = 1;
  let restart: NodeJS.Timeout | null = null;
  let onGone: () => void = () => undefined;

  const begin = () => {
    restart = null;
    isReady = false;
    const own = deps.fork();
    child = own;
    const longLife = setTimeout(() => {
      canRestart = true;
    }, LONG_LIFE_MS);
    longLife.unref();
    own.onMessage((message) => {
      if (child === own) receive(own, message);
    });
    own.onOutput((text) => {
      // Whatever writes there is not our code; it may quote what it was working on.
      deps.log({
        level: 'warn',
        topic: 'data',
        event: 'output',
        fields: { text: text.slice(0, MAX_OUTPUT) },
      });
    });
    own.onExit((code) => {
      clearTimeout(longLife);
      if (child === own) died(code);
    });
    own.send({
      type: 'start',
      ...deps.start(),
      tenants: [...deps.tenants()],
      // The page takes nothing older than what it has.
      revisionsFrom: starts * REVISIONS_EACH,
    } satisfies ToData);
    starts += 1;
  };

  const died = (code: number) => {
    child = null;
    isReady = false;
    onGone();
    // What was asked since then is for the next one.
    if (isRestarting) return;
    failAll('The data process ended. Try again.');
    if (isStopping) return;
    deps.log({ level: 'error', topic: 'data', event: 'ended', fields: { code, canRestart } });
    if (!canRestart) {
      isGivenUp = true;
      deps.onNotice(
        'The part of Bulkhead that keeps and collects data ended twice. Start Bulkhead again.',
      );
      deps.onGivenUp();
      return;
    }
    canRestart = false;
    restart = setTimeout(begin, deps.restartAfterMs ?? RESTART_AFTER_MS);
  };

  const failAll = (message: string) => {
    for (const { fail } of waiting.values()) fail(new Failure('not-available', message));
    waiting.clear();
    unsent = [];
  };
  /** Ends what it has; calls that come from now on wait for the next one. */
  const end = async (own: DataChild<P>): Promise<void> => {
    isReady = false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        own.kill();
        resolve();
      }, STOP_WITHIN_MS);
      onGone = () => {
        clearTimeout(timer);
        resolve();
      };
      own.send({ type: 'shutdown' } satisfies ToData);
    });
    onGone = () => undefined;
  };

  const receive = (from: DataChild<P>, message: unknown) => {
    const parsed = parseGuarded(FromData, message);
    if (!parsed.success) {
      // SECURITY(data-messages): it reads what services answer; nothing of it is taken on trust.
      deps.log({ level: 'warn', topic: 'data', event: 'refused-message', fields: {} });
      return;
    }
    const { data } = parsed;
    switch (data.type) {
      case 'ready':
        isReady = true;
        if (data.notice !== null) deps.onNotice(data.notice);
        from.send({ type: 'sign-ins', signIns: [...deps.signIns()] } satisfies ToData);
        for (const one of unsent.splice(0)) from.send(one.message, one.ports);
        break;
      case 'answer':
        waiting.get(data.id)?.answer(data.value);
        break;
      case 'failure':
        waiting.get(data.id)?.fail(failureOf(data.code, data.message));
        break;
      case 'token-wanted':
        void handToken(from, data.id, data.wanted);
        break;
      case 'status-changed':
        // The contract's schema looks at it where it leaves main.
        deps.onStatusChanged(data.status as EstateStatus);
        break;
      case 'inventory-changed':
        deps.onInventoryChanged(data.state as InventoryState);
        break;
      case 'onboarding-changed':
        deps.onOnboardingChanged(data.onboarding as Onboarding);
        break;
      case 'worked':
        deps.onWorked(data.progress as WorkProgress);
        break;
      case 'log':
        deps.log({
          level: data.level,
          topic: data.topic,
          event: data.event,
          fields: data.fields,
        });
        break;
    }
  };

  const handToken = async (to: DataChild<P>, id: number, wanted: TokenWanted) => {
    // SECURITY(data-token): only for a tenant of the estate, one at a time, never kept here.
    const isKnown = deps.tenants().some((tenant) => tenant.id === wanted.tenantId);
    const outcome: TokenOutcome = isKnown
      ? await deps.getToken(wanted)
      : { ok: false, reason: 'failed', message: 'This tenant is not in the list.' };
    if (child === to) to.send({ type: 'token', id, outcome } satisfies ToData);
  };

  const tell = (message: ToData) => {
    if (isReady) child?.send(message);
  };

  const deliver = (message: ToData, ports: readonly P[] = []) => {
    if (isReady) child?.send(message, ports);
    else unsent.push({ message, ports });
  };
  const assertAlive = () => {
    if (!isGivenUp && !isStopping) return;
    throw new Failure('not-available', 'Data is not available. Start Bulkhead again.');
  };

  const call = async (
    method: DataMethod,
    input: unknown,
    { isLong } = { isLong: false },
  ): Promise<unknown> => {
    assertAlive();
    const id = nextId;
    nextId += 1;
    return new Promise<unknown>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        waiting.delete(id);
      };
      const onLate = () => {
        settle();
        reject(new Failure('not-available', 'The data process did not answer in time.'));
      };
      const timer = isLong ? undefined : setTimeout(onLate, deps.callWithinMs ?? CALL_WITHIN_MS);
      waiting.set(id, {
        answer: (value) => {
          settle();
          resolve(value);
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      });
      deliver({ type: 'call', id, method, input });
    });
  };

  begin();
  return {
    call,
    async openPort(port) {
      assertAlive();
      deliver({ type: 'port' }, [port]);
    },
    tellLocked(isLocked) {
      // Also one that is starting: the port is on its way to it.
      if (!isGivenUp && !isStopping) deliver({ type: 'locked', isLocked });
    },
    tellEstate: () => tell({ type: 'estate', tenants: [...deps.tenants()] }),
    tellSignIns: (signIns) => tell({ type: 'sign-ins', signIns: [...signIns] }),
    forgetTenant: async (tenantId) => {
      await call('tenant.forget', { tenantId });
    },
    async restart() {
      assertAlive();
      if (isRestarting) throw new Failure('conflict', 'The data process is started anew already.');
      if (restart !== null) clearTimeout(restart);
      failAll('The data process is started anew. Try again.');
      isRestarting = true;
      try {
        if (child !== null) await end(child);
      } finally {
        child = null;
        isRestarting = false;
      }
      // Quitting came in between.
      if (!isStopping) begin();
    },
    async stop() {
      isStopping = true;
      if (restart !== null) clearTimeout(restart);
      failAll('Bulkhead is ending.');
      if (child !== null) await end(child);
    },
  };
}

/** The contract's methods announce fewer codes; what a page may not hear becomes a fault there. */
function failureOf(code: Extract<FromData, { type: 'failure' }>['code'], message: string): Failure {
  const known: ErrorCode = code;
  return new Failure(known, message);
}
