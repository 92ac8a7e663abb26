import type { StartProblem } from '../../preload/contract/index.ts';
import { NO_POLICY, Policy } from './policy-schema.ts';
import { readTrustedFile, type TrustedFile } from './trusted-file.ts';

/** Where an administrator puts the policy on Linux. */
const LINUX_POLICY_PATH = '/etc/bulkhead/policy.json';

const MAX_BYTES = 64 * 1024;
const MAX_MESSAGE = 500;

export interface LoadedPolicy {
  readonly state: 'absent' | 'ok' | 'rejected' | 'unreadable';
  /** The strictest one unless `state` is `ok`. */
  readonly policy: Policy;
  /** Where it comes from, for the lock beside a setting; null when there is none. */
  readonly source: string | null;
  /** For the operator; null when all is well. */
  readonly problem: StartProblem | null;
}

export interface PolicyPlace {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly read?: (path: string, maxBytes: number) => TrustedFile;
}

/**
 * Reads the managed policy once, at start. Never throws. An unpackaged build may name another file
 * with `BULKHEAD_POLICY_FILE`; it is held to the same rules.
 */
export function loadPolicy({ platform, isPackaged, env, read }: PolicyPlace): LoadedPolicy {
  const path = policyPath(platform, isPackaged, env);
  if (path === null) return absent();
  const file = (read ?? readTrustedFile)(path, MAX_BYTES);
  switch (file.state) {
    case 'absent':
      return absent();
    case 'unreadable':
      return broken('unreadable', path, `cannot be read (${file.code})`);
    case 'refused':
      return broken('rejected', path, file.reason);
    case 'read':
      return parse(path, file.text);
  }
}

/** The settings that the policy decides, for the page. */
export function managedSettings({
  policy,
  source,
}: LoadedPolicy): { key: string; source: string }[] {
  if (source === null) return [];
  return Object.keys(policy.settings).map((key) => ({ key, source: source.slice(0, 200) }));
}

function policyPath(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  env: PolicyPlace['env'],
): string | null {
  const named = env['BULKHEAD_POLICY_FILE'];
  // SECURITY(policy-place): in a packaged build nobody's environment moves the policy.
  if (!isPackaged && named !== undefined && named !== '') return named;
  return platform === 'linux' ? LINUX_POLICY_PATH : null;
}

function parse(path: string, text: string): LoadedPolicy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken('rejected', path, 'is not valid JSON');
  }
  const parsed = Policy.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where =
      issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    return broken('rejected', path, `is not valid${where}: ${issue?.message ?? 'unknown rule'}`);
  }
  return { state: 'ok', policy: parsed.data, source: path, problem: null };
}

function absent(): LoadedPolicy {
  return { state: 'absent', policy: NO_POLICY, source: null, problem: null };
}

function broken(state: 'rejected' | 'unreadable', path: string, reason: string): LoadedPolicy {
  const message = [
    `The policy file ${path} ${reason}.`,
    'Nothing in it is used: downloads are refused and only the shipped hosts are allowed.',
    'Ask your administrator to correct it, then start Bulkhead again.',
  ].join(' ');
  return {
    state,
    policy: NO_POLICY,
    source: null,
    problem: { what: 'policy', state, message: message.slice(0, MAX_MESSAGE), keptAs: null },
  };
}
