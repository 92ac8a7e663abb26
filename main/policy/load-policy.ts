import type { StartProblem } from '../../preload/contract/index.ts';
import { parseGuarded } from '../security/parse-guarded.ts';
import { filePolicy } from './file-policy.ts';
import { policyDigest } from './policy-digest.ts';
import { CLOSED_POLICY, NO_POLICY, Policy } from './policy-schema.ts';
import { preferencesPolicy } from './preferences-policy.ts';
import type { PolicySource } from './raw-policy.ts';
import { registryPolicy } from './registry-policy.ts';
import { type RunTool, runTool } from './run-tool.ts';
import { readTrustedFile, type TrustedFile } from './trusted-file.ts';

/** Where an administrator puts the policy on Linux. */
const LINUX_POLICY_PATH = '/etc/bulkhead/policy.json';

const MAX_MESSAGE = 500;

export interface LoadedPolicy {
  readonly state: 'absent' | 'ok' | 'rejected' | 'unreadable';
  /** Nothing is managed when `absent`; the strictest one unless `ok`. */
  readonly policy: Policy;
  /** What the policy itself says, by its keys; empty unless `ok`. */
  readonly said: ReadonlySet<string>;
  /** Where it is, or would be; null where there is no such place. */
  readonly source: string | null;
  /** Of what was read, see `policyDigest`; null when nothing could be. */
  readonly sha256: string | null;
  /** For the operator; null when all is well. */
  readonly problem: StartProblem | null;
}

export interface PolicyPlace {
  readonly platform: NodeJS.Platform;
  readonly isRelease: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile?: (path: string, maxBytes: number) => TrustedFile;
  readonly run?: RunTool;
}

/**
 * Reads the managed policy once, at start. Never rejects. An unpackaged build may name another file
 * with `BULKHEAD_POLICY_FILE`; it is held to the same rules.
 *
 * Threat: a rule that is misspelt, or that this version does not know, would silently not hold, and
 * the operator would go on as if nobody had decided anything.
 * So there is no partly valid policy: what is not understood to the last key is refused as a whole,
 * and while a policy is there that cannot be used the strictest one holds.
 * Tested in test/unit/main/policy/load-policy.test.ts.
 */
export async function loadPolicy(place: PolicyPlace): Promise<LoadedPolicy> {
  const source = sourceOf(place);
  if (source === null) return absent(null);
  const raw = await source.read();
  switch (raw.state) {
    case 'absent':
      return absent(source.place);
    case 'rejected':
    case 'unreadable':
      return closed(raw.state, source.place, raw.reason);
    case 'read':
      return judge(source.place, raw.value);
  }
}

function sourceOf({ platform, isRelease, env, ...given }: PolicyPlace): PolicySource | null {
  const readFile = given.readFile ?? readTrustedFile;
  const run = given.run ?? runTool;
  const named = env['BULKHEAD_POLICY_FILE'];
  // SECURITY(policy-place): in a packaged build nobody's environment moves the policy.
  if (!isRelease && named !== undefined && named !== '') return filePolicy(named, readFile);
  switch (platform) {
    case 'linux':
      return filePolicy(LINUX_POLICY_PATH, readFile);
    case 'win32':
      return registryPolicy(run);
    case 'darwin':
      return preferencesPolicy(run, readFile);
    default:
      return null;
  }
}

function judge(place: string, value: unknown): LoadedPolicy {
  const parsed = parseGuarded(Policy, value);
  const sha256 = policyDigest(value);
  if (parsed.success) {
    const said = new Set(Object.keys(value as object));
    return { state: 'ok', policy: parsed.data, said, source: place, sha256, problem: null };
  }
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  const reason = `is not valid${where}: ${issue?.message ?? 'unknown rule'}`;
  return { ...closed('rejected', place, reason), sha256 };
}

function absent(source: string | null): LoadedPolicy {
  return {
    state: 'absent',
    policy: NO_POLICY,
    said: new Set(),
    source,
    sha256: null,
    problem: null,
  };
}

// SECURITY(policy-closed): a policy that cannot be used allows nothing, not everything.
function closed(state: 'rejected' | 'unreadable', place: string, reason: string): LoadedPolicy {
  const after = [
    'Until it can be used nothing is opened, signed in to, collected, downloaded or exported; what is kept can be read.',
    'Ask your administrator to correct it, then start Bulkhead again.',
  ].join(' ');
  const what = `The policy in ${place} ${reason}`.slice(0, MAX_MESSAGE - after.length - 2);
  const problem = { what: 'policy', state, message: `${what}. ${after}`, keptAs: null } as const;
  return { state, policy: CLOSED_POLICY, said: new Set(), source: place, sha256: null, problem };
}
