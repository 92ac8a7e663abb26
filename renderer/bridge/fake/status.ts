import type {
  CollectionProgress,
  EstateStatus,
  TenantId,
  TenantStatus,
  TrustCell,
} from '../../../preload/contract/index.ts';
import { fails, ok } from './answers.ts';
import { emitter } from './emitter.ts';
import type { FakeArea } from './fake-area.ts';
import { rowOf } from './status-data.ts';

export interface FakeStatusState {
  readonly tenants: readonly TenantStatus[];
  readonly progress: CollectionProgress;
  readonly trust: readonly TrustCell[];
  /** Nothing can be read, as when the data process is not there. */
  readonly failsToRead: boolean;
}

/** What a test may do from main's side, and what it may look at. */
export interface FakeStatusControls {
  /** Tenants that `collect` was asked for, newest last; null is all. */
  readonly asked: () => readonly (readonly TenantId[] | null)[];
  readonly change: (tenant: TenantStatus) => void;
  readonly progress: (progress: Partial<CollectionProgress>) => void;
  readonly exported: () => readonly string[];
}

export interface FakeStatus {
  readonly status: FakeArea<'status'>;
  readonly controls: FakeStatusControls;
  /** Takes a tenant that was forgotten out. */
  readonly forget: (id: TenantId) => void;
}

export interface FakeStatusOptions {
  readonly now: () => string;
  readonly isOnline: () => boolean;
  /** Milliseconds that collecting one tenant takes. */
  readonly collectMs: number;
}

export const IDLE: CollectionProgress = {
  isRunning: false,
  done: 0,
  total: 0,
  failed: 0,
  waiting: 0,
  waitsUntil: null,
  isCancelled: false,
};

export function fakeStatus(initial: FakeStatusState, options: FakeStatusOptions): FakeStatus {
  let { tenants, progress } = initial;
  let revision = 1;
  let left: readonly TenantId[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const asked: (readonly TenantId[] | null)[] = [];
  const exported: string[] = [];
  const changed = emitter<EstateStatus>();

  const estate = (): EstateStatus => ({ revision, rows: tenants.map(rowOf), progress });
  const tell = () => {
    revision += 1;
    changed.emit(estate());
  };
  const collectOne = () => {
    const [id, ...rest] = left;
    left = rest;
    const at = options.now();
    tenants = tenants.map((tenant) =>
      tenant.tenantId === id && tenant.collectedAt !== null
        ? {
            ...tenant,
            collectedAt: at,
            problem: null,
            findings: tenant.findings.map((one) =>
              one.collectedAt === null ? one : { ...one, collectedAt: at },
            ),
          }
        : tenant,
    );
    progress = { ...progress, done: progress.done + 1, isRunning: rest.length > 0 };
    tell();
    if (rest.length > 0) timer = setTimeout(collectOne, options.collectMs);
  };

  return {
    controls: {
      asked: () => asked,
      change: (tenant) => {
        tenants = tenants.map((one) => (one.tenantId === tenant.tenantId ? tenant : one));
        tell();
      },
      progress: (said) => {
        progress = { ...progress, ...said };
        tell();
      },
      exported: () => exported,
    },
    forget: (id) => {
      tenants = tenants.filter(({ tenantId }) => tenantId !== id);
      tell();
    },
    status: {
      get: () => (initial.failsToRead ? fails('internal') : ok(estate())),
      getTenant: ({ tenantId }) => {
        if (initial.failsToRead) return fails('internal');
        const tenant = tenants.find((one) => one.tenantId === tenantId);
        return tenant === undefined ? fails('not-found') : ok(tenant);
      },
      getTrust: () => (initial.failsToRead ? fails('internal') : ok({ cells: [...initial.trust] })),
      collect: ({ tenantIds }) => {
        asked.push(tenantIds);
        if (!options.isOnline()) return fails('offline');
        const wanted = tenantIds ?? tenants.map(({ tenantId }) => tenantId);
        // What was left over when it was cancelled comes first.
        left = [...new Set([...left, ...wanted])];
        progress = { ...IDLE, isRunning: left.length > 0, total: left.length };
        tell();
        clearTimeout(timer);
        timer = setTimeout(collectOne, options.collectMs);
        return ok({});
      },
      cancel: () => {
        clearTimeout(timer);
        if (progress.isRunning) progress = { ...progress, isRunning: false, isCancelled: true };
        tell();
        return ok({});
      },
      exportFile: ({ what, format }) => {
        const fileName = `bulkhead-${what}.${format}`;
        exported.push(fileName);
        return ok({ fileName, rows: what === 'status' ? tenants.length : initial.trust.length });
      },
      onChanged: changed.on,
    },
  };
}
