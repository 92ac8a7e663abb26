import { APPS } from '../cloud/sign-in/apps.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { launchElectron, type LaunchedElectron } from './electron.ts';
import type { Keyring } from './keyring.ts';
import { launchDriven } from './packaged/launch-driven.ts';
import { ownAddress } from './packaged/place.ts';
import { openRealNames } from './packaged/real-names.ts';
import { currentPackaged } from './packaged/release.ts';

/** Which Bulkhead tests run on: the build that is not packaged, or the driven copy of the release. */
export type SubjectKind = 'build' | 'package';

/** How a Bulkhead is started. What only one kind can be told, the other one refuses. */
export interface StartOptions {
  readonly profileDir: string;
  /** Whether an empty estate is filled with the cloud's tenants; true when left out. */
  readonly isFilled?: boolean;
  /** The administrator's policy, a file called `policy.json`; none when left out. */
  readonly policyFile?: string;
  /** The keystore of the account's session; none when left out. */
  readonly keyring?: Keyring;
  /** Variables of the account's session. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Of the build alone: a packaged app refuses those that tests need. */
  readonly switches?: readonly string[];
  /** Of the package alone: code that runs in main before the app's first line. */
  readonly beforeApp?: string;
}

/** What tests start, where the simulated cloud is in the place of the real one. */
export interface Subject {
  readonly cloud: Cloud;
  /** Of loopback, where every name is. */
  readonly address: string;
  /** Names that were looked up; of the package alone. */
  readonly names: () => readonly string[];
  readonly launch: (options: StartOptions) => Promise<LaunchedElectron>;
  readonly close: () => Promise<void>;
}

export function openSubject(kind: SubjectKind, cloud: Cloud): Promise<Subject> {
  return kind === 'build' ? Promise.resolve(theBuild(cloud)) : thePackage(cloud);
}

/** Led to the cloud by switches, and given its tenants and its app registration by variables. */
function theBuild(cloud: Cloud): Subject {
  return {
    cloud,
    address: '127.0.0.1',
    names() {
      throw new Error('Nobody sees which names the build looks up.');
    },
    launch({ profileDir, isFilled = true, policyFile, keyring, ...options }) {
      if (options.beforeApp !== undefined) throw new Error('Only the package lets code in first.');
      return launchElectron({
        profileDir,
        ...(keyring === undefined ? {} : { launcher: keyring.launcher }),
        switches: [
          // The address is the proxy that does not exist, which must not be the cloud.
          `--host-resolver-rules=MAP * 127.0.0.1:${String(cloud.port)}, EXCLUDE 0.0.0.0`,
          `--ignore-certificate-errors-spki-list=${cloud.spki}`,
          ...(keyring?.switches ?? []),
          ...(options.switches ?? []),
        ],
        env: {
          ...(isFilled ? { BULKHEAD_ESTATE_FILE: cloud.estateFile } : {}),
          ...(policyFile === undefined ? {} : { BULKHEAD_POLICY_FILE: policyFile }),
          BULKHEAD_CLIENT_ID: APPS.bulkhead.clientId,
          ...options.variables,
        },
      });
    },
    close: () => Promise.resolve(),
  };
}

/** In the surroundings of a workstation, opened once for all that is started in one test process. */
async function thePackage(cloud: Cloud): Promise<Subject> {
  const address = ownAddress('lasting');
  const names = await openRealNames(cloud, { address });
  return {
    cloud,
    address,
    names: names.names,
    launch({ profileDir, policyFile, keyring, switches, beforeApp, variables }) {
      if (switches !== undefined) throw new Error('A packaged app is given no switches.');
      return launchDriven(names, {
        profileDir,
        program: currentPackaged().drivenProgram,
        variables: { ...keyring?.variables, ...variables },
        ...(policyFile === undefined ? {} : { policyFile }),
        ...(beforeApp === undefined ? {} : { beforeApp }),
      });
    },
    close: names.close,
  };
}
