import { create } from 'zustand';
import { DEFAULT_SETTINGS } from '../../preload/contract/default-settings.ts';
import type {
  About,
  BridgeError,
  ManagedSetting,
  Notice,
  PolicySummary,
  RefusedHost,
  Settings,
  SettingsChange,
  StartProblem,
  TenantId,
} from '../../preload/contract/index.ts';
import { bridge } from '../bridge/bridge.ts';
import { failureWords } from '../bridge/failure-words.ts';
import { registered } from './store-registry.ts';

/** One line of what happened; the same thing again raises `count` instead of adding a line. */
export interface NoticeLine {
  readonly key: number;
  readonly kind: Notice['kind'] | 'failure';
  readonly message: string;
  readonly host: string | null;
  readonly tenantId: TenantId | null;
  readonly raisedAt: string;
  readonly count: number;
}

export type RefusedHosts =
  | { readonly status: 'idle' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly hosts: readonly RefusedHost[] };

export interface AppState {
  readonly start:
    | { readonly status: 'loading' }
    | { readonly status: 'failed'; readonly message: string }
    | { readonly status: 'ready'; readonly about: About; readonly settings: Settings };
  readonly managed: readonly ManagedSetting[];
  /** Null before the start is read. */
  readonly policy: PolicySummary | null;
  readonly problems: readonly StartProblem[];
  readonly isOnline: boolean;
  readonly offlineSince: string | null;
  /** Newest first. */
  readonly notices: readonly NoticeLine[];
  readonly refusedHosts: RefusedHosts;
}

const NOTICES_KEPT = 50;
const SAME_WITHIN_MS = 30_000;

export const useAppStore = registered(
  create<AppState>()(() => ({
    start: { status: 'loading' },
    managed: [],
    policy: null,
    problems: [],
    isOnline: true,
    offlineSince: null,
    notices: [],
    refusedHosts: { status: 'idle' },
  })),
);

const set = useAppStore.setState;
const get = useAppStore.getState;

/** Reads what the first paint needs. */
export async function loadStart(): Promise<void> {
  const answer = await bridge().app.getStart({});
  if (!answer.ok) {
    set({ start: { status: 'failed', message: failureWords(answer.error) } });
    return;
  }
  const { about, settings, managed, policy, problems, isOnline } = answer.value;
  set({ start: { status: 'ready', about, settings }, managed, policy, problems });
  receiveOnline(isOnline);
}

/** Listens to main; answers with the function that stops it. */
export function followApp(): () => void {
  const { app } = bridge();
  const ends = [
    app.onSettingsChanged(receiveSettings),
    app.onNoticeRaised(receiveNotice),
    app.onOnlineChanged(({ isOnline }) => receiveOnline(isOnline)),
  ];
  return () => ends.forEach((end) => end());
}

export async function changeSettings(change: SettingsChange): Promise<void> {
  const answer = await bridge().app.changeSettings(change);
  if (answer.ok) receiveSettings(answer.value);
  else tellFailure(answer.error);
}

export async function dismissProblem(what: StartProblem['what']): Promise<void> {
  const answer = await bridge().app.dismissProblem({ what });
  if (answer.ok) set({ problems: get().problems.filter((problem) => problem.what !== what) });
  else tellFailure(answer.error);
}

export async function loadRefusedHosts(): Promise<void> {
  const answer = await bridge().app.listRefusedHosts({});
  set({
    refusedHosts: answer.ok
      ? { status: 'ready', hosts: answer.value.hosts }
      : { status: 'failed', message: failureWords(answer.error) },
  });
}

export async function copyRefusedHosts(): Promise<void> {
  const answer = await bridge().app.copyRefusedHosts({});
  if (answer.ok) tell(`${hostCount(answer.value.count)} copied for your administrator.`);
  else tellFailure(answer.error);
}

export async function clearRefusedHosts(): Promise<void> {
  const answer = await bridge().app.clearRefusedHosts({});
  if (answer.ok) set({ refusedHosts: { status: 'ready', hosts: [] } });
  else tellFailure(answer.error);
}

/** As long as a device's record may be. */
const LONGEST_COPY = 256_000;

/** Puts text on the clipboard and says so. True when it is there. */
export async function copyText(text: string, what: string): Promise<boolean> {
  const answer = await bridge().app.copyText({ text: text.slice(0, LONGEST_COPY) });
  if (answer.ok) tell(`${what} copied.`);
  else tellFailure(answer.error);
  return answer.ok;
}

export async function focusPortal(): Promise<void> {
  const answer = await bridge().app.focusPortal({});
  if (!answer.ok) tellFailure(answer.error);
}

/** Says something of the page's own, about a tenant or none, in the status bar. */
export function tell(message: string, tenantId: TenantId | null = null): void {
  addNotice({ kind: 'information', message, host: null, tenantId });
}

/** Takes away what was said of tenants that are no longer in the estate. */
export function dropNoticesOf(gone: ReadonlySet<TenantId>): void {
  const { notices } = get();
  const kept = notices.filter(({ tenantId }) => tenantId === null || !gone.has(tenantId));
  if (kept.length < notices.length) set({ notices: kept });
}

/** Says in the status bar why something did not happen. A cancelled choice needs no words. */
export function tellFailure(error: BridgeError): void {
  if (error.code === 'cancelled') return;
  addNotice({ kind: 'failure', message: failureWords(error), host: null, tenantId: null });
}

function receiveSettings(settings: Settings): void {
  const { start } = get();
  if (start.status === 'ready') set({ start: { ...start, settings } });
}

function receiveOnline(isOnline: boolean): void {
  if (isOnline) set({ isOnline, offlineSince: null });
  else set({ isOnline, offlineSince: get().offlineSince ?? new Date().toISOString() });
}

function receiveNotice(notice: Notice): void {
  addNotice(notice, notice.raisedAt);
  if (REFUSING.has(notice.kind)) void loadRefusedHosts();
}

const REFUSING: ReadonlySet<Notice['kind']> = new Set([
  'navigation-refused',
  'popup-refused',
  'request-refused',
]);

let lastKey = 0;

function addNotice(
  line: Pick<NoticeLine, 'kind' | 'message' | 'host' | 'tenantId'>,
  raisedAt = new Date().toISOString(),
): void {
  const { notices } = get();
  const same = notices.find(
    (other) =>
      other.kind === line.kind &&
      other.message === line.message &&
      other.host === line.host &&
      other.tenantId === line.tenantId &&
      Date.parse(raisedAt) - Date.parse(other.raisedAt) < SAME_WITHIN_MS,
  );
  const { kind, message, host, tenantId } = line;
  lastKey += 1;
  const added: NoticeLine = {
    key: lastKey,
    kind,
    message,
    host,
    tenantId,
    raisedAt,
    count: (same?.count ?? 0) + 1,
  };
  set({ notices: [added, ...notices.filter((other) => other !== same)].slice(0, NOTICES_KEPT) });
}

const hostCount = (count: number) => (count === 1 ? '1 host' : `${String(count)} hosts`);

export const selectSettings = (state: AppState): Settings =>
  state.start.status === 'ready' ? state.start.settings : DEFAULT_SETTINGS;

export const selectAbout = (state: AppState): About | null =>
  state.start.status === 'ready' ? state.start.about : null;

export const selectRefusedCount = (state: AppState): number =>
  state.refusedHosts.status === 'ready' ? state.refusedHosts.hosts.length : 0;
