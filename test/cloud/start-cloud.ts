import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createApiHost } from './api/api-host.ts';
import { createTenantContents } from './contents/tenant-contents.ts';
import { createContentList } from './control/content.ts';
import type { ContentList } from './control/content.ts';
import { startControlServer } from './control/control-server.ts';
import { createDeviceControl } from './control/device-control.ts';
import type { DeviceControl } from './control/device-control.ts';
import { createSetUpControl } from './control/set-up-control.ts';
import type { SetUpControl } from './control/set-up-control.ts';
import { createDirectory } from './estates/directory.ts';
import type { Estate } from './estates/estate.ts';
import { writeEstateFiles } from './estates/estate-files.ts';
import type { EstateFiles } from './estates/estate-files.ts';
import { makeEstate } from './estates/make-estate.ts';
import type { EstateKind } from './estates/make-estate.ts';
import { createFaultList } from './faults/fault-list.ts';
import type { FaultList } from './faults/fault-list.ts';
import { allHosts, roleOfHost } from './hosts/host-table.ts';
import { INSTANCE_KEYS, SIGN_IN_INSTANCES } from './hosts/sign-in-hosts.ts';
import type { InstanceKey } from './hosts/sign-in-hosts.ts';
import { createPortalHost } from './portals/portal-host.ts';
import { createSealer } from './portals/sealed.ts';
import { loadCertificates } from './server/certificates.ts';
import { createDispatch } from './server/dispatch.ts';
import type { Handler } from './server/exchange.ts';
import { createRequestLog } from './server/request-log.ts';
import type { RequestLog } from './server/request-log.ts';
import { startTlsServer } from './server/tls-server.ts';
import { createConsents } from './sign-in/consents.ts';
import type { Consents } from './sign-in/consents.ts';
import { createSignInHost } from './sign-in/sign-in-host.ts';
import { loadSigningKey } from './sign-in/signing-key.ts';
import { createStateStore } from './sign-in/state-store.ts';

/** Hosts outside the cloud that hostile links of the tests lead to, so that TLS does not hide them. */
const HOSTILE_HOSTS = [
  'attacker.example',
  '*.attacker.example',
  'security.microsoft.com.attacker.example',
  'login.microsoftonline.com.attacker.example',
];

const SAVE_EVERY_MS = 2000;

export type CloudOptions = {
  estate: EstateKind;
  seed: number;
  /** 0 takes a free one. */
  port: number;
  /** Certificates, keys, sessions and the estate's files are kept here. */
  stateDir: string;
};

export type Cloud = EstateFiles & {
  port: number;
  /** Plain HTTP on loopback, see `connectControl`. */
  controlPort: number;
  /** For Chromium's pin list. */
  spki: string;
  caFile: string;
  estate: Estate;
  faults: FaultList;
  contents: ContentList;
  requests: RequestLog;
  consents: Consents;
  devices: DeviceControl;
  setUp: SetUpControl;
  endAllSessions: () => void;
  /** As it was at the start: the estate's own faults are set again, everything else is gone. */
  reset: () => void;
  close: () => Promise<void>;
};

/** Starts the whole simulated cloud in this process. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { stateDir } = options;
  const estate = makeEstate(options.estate, options.seed);
  const directory = createDirectory(estate);
  const faults = createFaultList();
  const served = createContentList();
  const contents = createTenantContents(directory, Date.now(), randomUUID, Date.now);
  const consents = createConsents();
  const breakAgain = (): void => {
    faults.clear();
    for (const rule of estate.faults) faults.add(rule);
  };
  breakAgain();
  const log = createRequestLog();
  const certificates = await loadCertificates(stateDir, [...allHosts(), ...HOSTILE_HOSTS]);
  const files = await writeEstateFiles(estate, stateDir);
  const key = loadSigningKey(join(stateDir, 'sign-in', 'signing.key'));
  const sealer = createSealer(createHash('sha256').update(JSON.stringify(key.privateJwk)).digest());

  const stores = new Map(
    INSTANCE_KEYS.map((instance) => [
      instance,
      createStateStore(join(stateDir, 'sign-in', `${estate.kind}-${estate.seed}-${instance}.json`)),
    ]),
  );
  const signIns = new Map<InstanceKey, Handler>();
  for (const [instance, store] of stores) {
    const parts = {
      instance: SIGN_IN_INSTANCES[instance],
      directory,
      store,
      key,
      faults,
      journal: contents.journal,
      consents,
    };
    signIns.set(instance, createSignInHost(parts));
  }

  const handlers = new Map<string, Handler>();
  for (const host of allHosts()) {
    const role = roleOfHost(host);
    if (role?.role === 'sign-in') {
      const handler = signIns.get(role.instance);
      if (handler) handlers.set(host, handler);
    } else if (role?.role === 'portal') {
      handlers.set(
        host,
        createPortalHost({ role, directory, key, sealer, faults, setUps: contents.setUps }),
      );
    } else if (role?.role === 'api') {
      handlers.set(host, createApiHost({ role, directory, contents, key, faults }));
    }
  }
  const dispatch = createDispatch({
    directory,
    faults,
    contents: served,
    log,
    handlerFor: (host) => handlers.get(host),
  });
  const endAllSessions = (): void => {
    for (const store of stores.values()) store.clear();
  };
  const reset = (): void => {
    breakAgain();
    served.clear();
    log.clear();
    contents.journal.clear();
    contents.devices.clear();
    contents.setUps.clear();
    consents.clear();
    endAllSessions();
  };

  const devices = createDeviceControl(directory, contents.devices);
  const setUp = createSetUpControl(contents.setUps);
  const tls = await startTlsServer(options.port, certificates, log, dispatch);
  const control = await startControlServer({
    estate,
    faults,
    contents: served,
    log,
    consents,
    devices,
    setUp,
    endAllSessions,
    reset,
  });
  const flush = (): void => {
    for (const store of stores.values()) store.flush();
  };
  const saving = setInterval(flush, SAVE_EVERY_MS);
  saving.unref();

  return {
    ...files,
    port: tls.port,
    controlPort: control.port,
    spki: certificates.spki,
    caFile: certificates.caFile,
    estate,
    faults,
    contents: served,
    requests: log,
    consents,
    devices,
    setUp,
    endAllSessions,
    reset,
    close: async () => {
      clearInterval(saving);
      await Promise.all([tls.close(), control.close()]);
      flush();
    },
  };
}
