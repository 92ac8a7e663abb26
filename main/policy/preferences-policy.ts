import { type FlatContent, nestFlatValues } from './flat-values.ts';
import { MAX_POLICY_BYTES, type PolicySource, type RawPolicy } from './raw-policy.ts';
import type { RunTool } from './run-tool.ts';
import type { TrustedFile } from './trusted-file.ts';

/**
 * The policy of macOS, from the managed preferences of the whole computer.
 *
 * Threat: the interface for preferences answers with what the operator set by `defaults write` where
 * nothing is managed, and does not say which it was.
 * So the file is read that only the system writes for a profile, held to the rules of every policy
 * file, and its bytes, not its name, are given to the system's own tool, because it is a binary one.
 * Tested in test/unit/main/policy/preferences-policy.test.ts; not run on macOS.
 */

/** Named after the bundle identifier, as macOS names the preferences of every app. */
export const PREFERENCES_PATH = '/Library/Managed Preferences/io.github.bulkhead.bulkhead.plist';
const PLUTIL = '/usr/bin/plutil';
/** What macOS itself adds to a file of managed preferences. */
const OF_THE_SYSTEM = /^(?:Payload|_)/;

export function preferencesPolicy(
  run: RunTool,
  readFile: (path: string, maxBytes: number) => TrustedFile,
): PolicySource {
  return {
    place: PREFERENCES_PATH,
    async read(): Promise<RawPolicy> {
      const file = readFile(PREFERENCES_PATH, MAX_POLICY_BYTES);
      if (file.state === 'absent') return { state: 'absent' };
      if (file.state === 'refused') return { state: 'rejected', reason: file.reason };
      if (file.state === 'unreadable') {
        return { state: 'unreadable', reason: `cannot be read (${file.code})` };
      }
      const args = ['-convert', 'json', '-o', '-', '-'];
      const result = await run(PLUTIL, args, file.bytes);
      if (result.kind === 'failed') return { state: 'unreadable', reason: 'cannot be converted' };
      if (result.code !== 0) return { state: 'rejected', reason: 'is not a list of preferences' };
      return parsePreferences(result.output);
    },
  };
}

/** Reads what `plutil -convert json` writes. */
export function parsePreferences(output: Buffer): RawPolicy {
  let root: unknown;
  try {
    root = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(output));
  } catch {
    return { state: 'rejected', reason: 'is not a list of preferences' };
  }
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    return { state: 'rejected', reason: 'is not a list of preferences' };
  }
  const values = new Map<string, FlatContent>();
  for (const [name, content] of Object.entries(root)) {
    if (OF_THE_SYSTEM.test(name)) continue;
    if (!isContent(content)) {
      return { state: 'rejected', reason: `has a value of the wrong kind: ${name.slice(0, 60)}` };
    }
    values.set(name, content);
  }
  const nested = nestFlatValues(values);
  return nested.ok
    ? { state: 'read', value: nested.value }
    : { state: 'rejected', reason: nested.reason };
}

function isContent(content: unknown): content is FlatContent {
  if (Array.isArray(content)) return content.every((entry) => typeof entry === 'string');
  return ['boolean', 'number', 'string'].includes(typeof content);
}
