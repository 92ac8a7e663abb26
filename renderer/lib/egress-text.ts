import type { EgressCloud } from '../../preload/contract/index.ts';
import { CLOUD_HINTS, CLOUD_NAMES } from './tenant-words.ts';

const HEAD = [
  '# Hosts that Bulkhead and the portals in it reach, by https on port 443.',
  '# *.host is every name below host, not host itself.',
];

/**
 * The hosts of some clouds as a list that can be pasted into a proxy's: one a line, each once, with
 * its cloud and purpose in comments.
 */
export function egressText(clouds: readonly EgressCloud[]): string {
  const written = new Set<string>();
  const lines = [...HEAD];
  for (const { cloud, hosts } of clouds) {
    lines.push('', `# ${CLOUD_NAMES[cloud]}: ${CLOUD_HINTS[cloud]}`);
    let purpose = '';
    for (const one of hosts) {
      if (written.has(one.host)) continue;
      written.add(one.host);
      if (one.purpose !== purpose) lines.push(`# ${one.purpose}`);
      purpose = one.purpose;
      lines.push(one.host);
    }
  }
  return `${lines.join('\n')}\n`;
}
