import { release } from 'node:os';
import type { About } from '../../preload/contract/index.ts';

export interface AboutInput {
  readonly version: string;
  readonly isRelease: boolean;
  readonly versions: NodeJS.ProcessVersions;
  /** The version that package.json pins. */
  readonly pinnedElectron: string;
  readonly platform: string;
  readonly arch: string;
  /** Set by the launcher of a build that is not packaged; a packaged build ignores it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the About page says of this copy and of what it runs on. */
export function describeApp(input: AboutInput): About {
  const { versions, isRelease, pinnedElectron } = input;
  const env = isRelease ? {} : input.env;
  const electron = versions['electron'] ?? 'unknown';
  const note =
    electron === pinnedElectron
      ? 'This is the pinned Electron.'
      : `The pinned Electron is ${pinnedElectron}; this is ${electron}.`;
  return {
    version: input.version,
    electron,
    chromium: versions['chrome'] ?? 'unknown',
    node: versions.node,
    v8: versions.v8,
    platform: `${input.platform} ${input.arch} (${release()})`.slice(0, 80),
    pinnedElectron: pinnedElectron.slice(0, 40),
    runtimeNote: (env['BULKHEAD_RUNTIME_NOTE'] ?? note).slice(0, 300),
    isRelease,
    demoEstate: env['BULKHEAD_DEMO_ESTATE']?.slice(0, 60) ?? null,
  };
}
