import type { Estate } from '../estates/estate.ts';
import type { Fault, FaultRule } from '../faults/fault.ts';
import type { LoggedConnection, LoggedRequest } from '../server/request-log.ts';
import type { Content } from './content.ts';
import type { DeviceEdit } from '../contents/devices/device-stock.ts';
import type { DeviceTruth } from './device-control.ts';
import { CONTROL_HEADER } from './control-server.ts';
import type { SetUpEdit } from './set-up-control.ts';
import type { SetUp } from '../set-up/set-up.ts';

/** The same powers over a simulated cloud in another process; rejects when it does not answer. */
export type ControlClient = {
  estate: () => Promise<Estate>;
  requests: (filter?: { host?: string; afterId?: number }) => Promise<LoggedRequest[]>;
  connections: (serverName?: string) => Promise<LoggedConnection[]>;
  clearRequests: () => Promise<void>;
  addFault: (rule: FaultRule) => Promise<Fault>;
  clearFaults: () => Promise<void>;
  putContent: (content: Content) => Promise<void>;
  clearContent: () => Promise<void>;
  /** Has an administrator of a tenant consent to everything that Bulkhead asks for. */
  giveConsent: (tenantId: string) => Promise<void>;
  /** What the services of a tenant know, for comparing. */
  devices: (tenantId: string) => Promise<DeviceTruth>;
  /** Changes devices behind the application's back. */
  editDevices: (tenantId: string, edit: DeviceEdit) => Promise<void>;
  /** What administrators of a tenant set up. */
  setUp: (tenantId: string) => Promise<SetUp>;
  /** Changes a setting behind the application's back, as a portal's form would. */
  editSetUp: (edit: SetUpEdit) => Promise<void>;
  /** Ends every sign-in session and refresh token. */
  endAllSessions: () => Promise<void>;
  /** Faults, content, log and sessions, all at once; the estate's own faults are set again. */
  reset: () => Promise<void>;
};

export function connectControl(controlPort: number): ControlClient {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${controlPort}${path}`, {
      method,
      headers: { [CONTROL_HEADER]: '1', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer as T;
  };
  const query = (values: Record<string, string | number | undefined>): string => {
    const pairs = Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
  };
  const done = async (method: string, path: string, body?: unknown): Promise<void> => {
    await call<unknown>(method, path, body);
  };

  return {
    estate: () => call('GET', '/estate'),
    requests: (filter = {}) => call('GET', `/requests${query(filter)}`),
    connections: (serverName) => call('GET', `/connections${query({ serverName })}`),
    clearRequests: () => done('DELETE', '/requests'),
    addFault: (rule) => call('POST', '/faults', rule),
    clearFaults: () => done('DELETE', '/faults'),
    putContent: (content) => done('PUT', '/content', content),
    clearContent: () => done('DELETE', '/content'),
    giveConsent: (tenantId) => done('POST', '/consents', { tenantId }),
    devices: (tenantId) => call('GET', `/devices${query({ tenantId })}`),
    editDevices: (tenantId, edit) => done('POST', '/devices', { tenantId, edit }),
    setUp: (tenantId) => call('GET', `/set-up${query({ tenantId })}`),
    editSetUp: (edit) => done('POST', '/set-up', edit),
    endAllSessions: () => done('DELETE', '/sessions'),
    reset: () => done('POST', '/reset'),
  };
}
