import type { App, Session } from 'electron';
import type { HostList } from './host-list.ts';

/**
 * The net under the request filter.
 *
 * Threat: Electron's filter does not see everything that Chromium sends. WebSockets of shared and
 * service workers (electron/electron#47857), WebTransport, TURN of WebRTC over TCP, FedCM and the
 * check of a passkey's related origins go past it, to any host that a page names.
 * All of them ask the session for its proxy. So where the system has none, a compartment's session
 * has one that does not exist, with the listed hosts as its exceptions: how privileged workstations
 * are locked, done once more. Where the system has a proxy, that one decides and nothing is added,
 * because an exception here would go around it.
 * Tested in test/unit/main/security/egress-proxy.test.ts.
 */

/** No host has this address and no program this port: the operating system refuses by itself. */
const NOWHERE = 'http://0.0.0.0:0';
/** Chromium lets loopback addresses go around every proxy unless told not to. */
const LOOPBACK_TOO = '<-loopback>';
/** Stands for every host that is not listed; never resolved, only asked the way to. */
const ANY_HOST = 'https://not-listed.invalid/';

export interface EgressGuardOptions {
  readonly hosts: Pick<HostList, 'entries'>;
  /** Chromium's answer for the system's proxy, such as `DIRECT` or `PROXY proxy.example:8080`. */
  readonly askSystem: (url: string) => Promise<string>;
}

export interface EgressGuard {
  /** Settles when the session is closed to hosts that are not listed. */
  readonly ready: Promise<void>;
  /** The system's proxy may be another by now. Settles when the session follows it. */
  lookAgain(): Promise<void>;
}

export function guardEgress(
  session: Pick<Session, 'setProxy' | 'closeAllConnections'>,
  { hosts, askSystem }: EgressGuardOptions,
): EgressGuard {
  const listed = [...new Set(hosts.entries().map(({ host }) => host))];
  const asked = [
    ANY_HOST,
    ...listed.filter((host) => !host.startsWith('*')).map((host) => `https://${host}/`),
  ];
  let isDirect: boolean | null = null;
  let looking: Promise<void> | null = null;

  const look = async () => {
    const answers = await Promise.all(asked.map((url) => askSystem(url)));
    const isNowDirect = answers.every((answer) => answer === 'DIRECT');
    if (isNowDirect === isDirect) return;
    // SECURITY(egress-proxy): only listed hosts are reached, by whatever way Chromium has.
    await session.setProxy(
      isNowDirect
        ? {
            mode: 'fixed_servers',
            proxyRules: NOWHERE,
            proxyBypassRules: [LOOPBACK_TOO, ...listed.map((host) => `${host}:443`)].join(';'),
          }
        : // SECURITY(system-proxy): set, not left unset, which switches could influence.
          { mode: 'system' },
    );
    // What is open goes on by the old way.
    if (isDirect !== null) await session.closeAllConnections();
    isDirect = isNowDirect;
  };
  const lookAgain = () => {
    looking ??= look().finally(() => (looking = null));
    return looking;
  };

  return { ready: lookAgain(), lookAgain };
}

/** What Chromium asks for outside every session; Bulkhead needs nothing there. */
export function closeEgressOfApp(app: Pick<App, 'setProxy'>): Promise<void> {
  // SECURITY(egress-proxy): passkey checks and location look-ups leave from here, unfiltered.
  return app.setProxy({
    mode: 'fixed_servers',
    proxyRules: NOWHERE,
    proxyBypassRules: LOOPBACK_TOO,
  });
}
