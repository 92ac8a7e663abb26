import { MAX_POLICY_BYTES, type PolicySource, type RawPolicy } from './raw-policy.ts';
import type { TrustedFile } from './trusted-file.ts';

/** A policy in a JSON file that only root writes. */
export function filePolicy(
  path: string,
  readFile: (path: string, maxBytes: number) => TrustedFile,
): PolicySource {
  return {
    place: path,
    async read(): Promise<RawPolicy> {
      const file = readFile(path, MAX_POLICY_BYTES);
      switch (file.state) {
        case 'absent':
          return { state: 'absent' };
        case 'unreadable':
          return { state: 'unreadable', reason: `cannot be read (${file.code})` };
        case 'refused':
          return { state: 'rejected', reason: file.reason };
        case 'read':
          return parse(file.bytes);
      }
    },
  };
}

function parse(bytes: Buffer): RawPolicy {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { state: 'read', value: JSON.parse(text) as unknown };
  } catch {
    return { state: 'rejected', reason: 'is not valid JSON' };
  }
}
