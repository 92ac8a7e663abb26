import type { Device } from './device-filter.ts';

/**
 * By what a sign-in is made. Decides the client app that Conditional Access sees, and whether a
 * device can be shown to it (Microsoft Learn, "Conditional Access: Conditions", supported
 * browsers).
 */
export type Client =
  /** A portal in a compartment, or a sign-in made in one. */
  | 'embedded-page'
  /** A token for an API, from a sign-in in a compartment. */
  | 'api-by-page'
  /** A token for an API from the operating system's broker. */
  | 'api-by-broker'
  /** Edge or Chrome, opened for the tenant. */
  | 'managed-browser'
  /** A client without modern authentication. Bulkhead never is one. */
  | 'exchange-active-sync'
  | 'other-legacy';

/** Something that is signed in to. */
export interface Resource {
  readonly name: string;
  readonly appId: string;
  /** Suites of Conditional Access that hold it. */
  readonly suites: readonly string[];
  /** Suites that hold a part of what stands behind it. */
  readonly partOf: readonly string[];
}

/** One sign-in that policies are asked about. Null is "not known". */
export interface SignInAttempt {
  readonly client: Client;
  readonly resources: readonly Resource[];
  /** Whether an app that is named and is none of `resources` is certainly another one. */
  readonly areResourcesAll: boolean;
  /** As Graph names it: `windows`, `macOS`, `linux`. */
  readonly platform: string | null;
  readonly ipAddress: string | null;
  readonly country: string | null;
  readonly device: Device;
  readonly signInRisk: string | null;
  readonly userRisk: string | null;
  readonly insiderRisk: string | null;
  readonly flow: 'none' | 'deviceCodeFlow' | 'authenticationTransfer';
}

const AZURE_MANAGEMENT = '797f4846-ba00-4fd7-ba43-dac1f8f63013';
const ADMIN_PORTALS = 'MicrosoftAdminPortals';

/** Microsoft Learn, "Conditional Access: Target resources", for what belongs to which suite. */
export const PORTAL_RESOURCES: readonly Resource[] = [
  {
    name: 'the Azure portal and the Entra admin center',
    appId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
    suites: [ADMIN_PORTALS, AZURE_MANAGEMENT],
    partOf: [],
  },
  {
    name: 'the Defender portal',
    appId: '80ccca67-54bd-44ab-8625-4b79c4dc7775',
    suites: [ADMIN_PORTALS],
    partOf: ['Office365'],
  },
  {
    name: 'the Intune admin center',
    appId: '0000000a-0000-0000-c000-000000000000',
    suites: [ADMIN_PORTALS],
    partOf: [],
  },
];

export const API_RESOURCES: readonly Resource[] = [
  {
    name: 'Microsoft Graph',
    appId: '00000003-0000-0000-c000-000000000000',
    suites: ['00000002-0000-0000-c000-000000000000'],
    partOf: ['Office365'],
  },
  { name: 'Azure management', appId: AZURE_MANAGEMENT, suites: [], partOf: [] },
  {
    name: 'the Defender for Endpoint API',
    appId: 'fc780465-2017-40d4-a0c5-307022471b92',
    suites: [],
    partOf: [],
  },
];
