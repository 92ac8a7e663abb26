import { z } from 'zod';
import { DeepLink } from './deep-links.ts';
import { command, event, query } from './define.ts';
import { line, TenantId } from './ids.ts';
import { Cloud } from './tenants.ts';

export const Theme = z.enum(['system', 'light', 'dark', 'high-contrast']);
export type Theme = z.infer<typeof Theme>;

const ClientIds = z.partialRecord(Cloud, z.guid().toLowerCase());
export type ClientIds = z.infer<typeof ClientIds>;

export const Settings = z.strictObject({
  theme: Theme,
  /** How many portal pages may be alive at once; the least recently used is hibernated first. */
  liveViewLimit: z.number().int().min(1).max(50),
  /** Minutes after which a page that is not in front is hibernated; 0 is never. */
  hibernateAfterMinutes: z.number().int().min(0).max(1440),
  /** Whether the pages that were open are opened again at start. */
  restoresWorkspace: z.boolean(),
  /** Minutes without input after which Bulkhead locks; 0 is never. */
  lockAfterMinutes: z.number().int().min(0).max(240),
  /** Whether it locks when the session of the system is locked. */
  locksWithSession: z.boolean(),
  /** Else they go on below the lock, covered. */
  endsPagesWhenLocked: z.boolean(),
  overviewLayout: z.enum(['cards', 'table']),
  /** Application (client) id of Bulkhead's app registration, by cloud. Without one, no APIs. */
  clientIds: ClientIds,
});
export type Settings = z.infer<typeof Settings>;

export const SettingsChange = Settings.partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

/** A setting an administrator decided; the page shows the lock and where it comes from. */
export const ManagedSetting = z.strictObject({ key: line(60), source: line(200) });
export type ManagedSetting = z.infer<typeof ManagedSetting>;

/** What an administrator decided for this workstation, and what holds of it. */
export const PolicySummary = z.strictObject({
  /** `rejected` and `unreadable`: there is one that cannot be used, and the strictest one holds. */
  state: z.enum(['absent', 'ok', 'rejected', 'unreadable']),
  /** A path or a key of the registry; null where policies have no place on this system. */
  source: line(300).nullable(),
  rules: z
    .array(
      z.strictObject({
        key: line(60),
        name: line(80),
        /** What holds, in plain words. */
        value: line(300),
        /** False for what holds because nothing was decided. */
        isManaged: z.boolean(),
      }),
    )
    .max(60),
});
export type PolicySummary = z.infer<typeof PolicySummary>;

/** What this copy of Bulkhead is made of and runs on; the About page shows it for copying. */
export const About = z.strictObject({
  version: line(40),
  electron: line(40),
  chromium: line(40),
  node: line(40),
  v8: line(40),
  platform: line(80),
  /** The Electron the lock file names, and in words whether this is it. */
  pinnedElectron: line(40),
  runtimeNote: line(300),
  isRelease: z.boolean(),
  /** Set when the estate is simulated; shown in the status bar at all times. */
  demoEstate: line(60).nullable(),
});
export type About = z.infer<typeof About>;

/** Something that went wrong with stored data at start; the old file is kept beside the new one. */
export const StartProblem = z.strictObject({
  what: z.enum(['tenants', 'settings', 'workspace', 'identity', 'views', 'updates', 'policy']),
  state: z.enum(['damaged', 'newer-version', 'unreadable', 'rejected']),
  /** Plain words: what happened, what Bulkhead did, what to do. */
  message: line(500),
  /** Name of the kept file inside the profile folder, without its path. */
  keptAs: line(255).nullable(),
});
export type StartProblem = z.infer<typeof StartProblem>;

/** A guard stopped something. Notices name the host so that an administrator can be asked. */
export const Notice = z.strictObject({
  id: z.number().int().nonnegative(),
  kind: z.enum([
    'navigation-refused',
    'popup-refused',
    'download-refused',
    'permission-refused',
    'request-refused',
    'certificate-refused',
    'external-refused',
    'download-saved',
    'information',
  ]),
  tenantId: TenantId.nullable(),
  message: line(400),
  host: line(253).nullable(),
  raisedAt: z.iso.datetime(),
});
export type Notice = z.infer<typeof Notice>;

/** A host that pages asked for and the cloud's list does not have, for the administrator. */
export const RefusedHost = z.strictObject({
  host: line(253),
  kind: z.enum(['navigation', 'popup', 'request']),
  tenantIds: z.array(TenantId).max(200),
  count: z.number().int().positive(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});
export type RefusedHost = z.infer<typeof RefusedHost>;

/** Keys that work everywhere, also while a portal has the focus. */
const SHORTCUTS = [
  'palette',
  'find',
  'favourite-1',
  'favourite-2',
  'favourite-3',
  'favourite-4',
  'favourite-5',
  'favourite-6',
  'favourite-7',
  'favourite-8',
  'favourite-9',
  'next-view',
  'previous-view',
  'close-view',
  'reload',
  'back',
  'forward',
  'zoom-in',
  'zoom-out',
  'zoom-reset',
  'focus-switcher',
  'focus-portal',
] as const;
export const Shortcut = z.enum(SHORTCUTS);
export type Shortcut = z.infer<typeof Shortcut>;

const nothing = z.strictObject({});

export const app = {
  /** Everything the first paint needs, in one answer; later changes come as events. */
  getStart: query({
    input: nothing,
    output: z.strictObject({
      about: About,
      settings: Settings,
      managed: z.array(ManagedSetting).max(60),
      policy: PolicySummary,
      problems: z.array(StartProblem).max(20),
      isOnline: z.boolean(),
    }),
  }),
  changeSettings: command({
    input: SettingsChange,
    output: Settings,
    errors: ['conflict', 'storage-failed'],
  }),
  dismissProblem: command({
    input: z.strictObject({ what: StartProblem.shape.what }),
    output: nothing,
  }),
  listRefusedHosts: query({
    input: nothing,
    output: z.strictObject({ hosts: z.array(RefusedHost).max(500) }),
  }),
  /** Puts the refused hosts on the clipboard as text an administrator can act on. */
  copyRefusedHosts: command({
    input: nothing,
    output: z.strictObject({ count: z.number().int().nonnegative() }),
  }),
  clearRefusedHosts: command({ input: nothing, output: nothing }),
  /** Dumps of crashes on this device; they are never sent. */
  countCrashDumps: query({
    input: nothing,
    output: z.strictObject({
      count: z.number().int().nonnegative(),
      bytes: z.number().int().nonnegative(),
    }),
  }),
  eraseCrashDumps: command({ input: nothing, output: nothing }),
  /** Plain text only, from a click in the shell. */
  copyText: command({
    // A device's record may be that long.
    input: z.strictObject({ text: z.string().min(1).max(190_000) }),
    output: nothing,
  }),
  /** The page has painted its first real content; the window is shown now. */
  reportPainted: command({ input: nothing, output: nothing }),
  /** Gives the keyboard to the portal in front. */
  focusPortal: command({ input: nothing, output: nothing }),
  settingsChanged: event(Settings),
  noticeRaised: event(Notice),
  onlineChanged: event(z.strictObject({ isOnline: z.boolean() })),
  /** A link of another program, for the operator to decide about. */
  linkOpened: event(z.strictObject({ link: DeepLink })),
  shortcutPressed: event(z.strictObject({ shortcut: Shortcut })),
};
