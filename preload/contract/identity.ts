import { z } from 'zod';
import { Cloud } from './tenants.ts';
import { command, event, query } from './define.ts';
import { line, TenantId } from './ids.ts';

/** An account of MSAL by its home account id (`<object id>.<home tenant id>`). */
export const AccountId = z
  .string()
  .max(120)
  .regex(/^[0-9A-Za-z_-]{1,80}\.[0-9a-f-]{36}$/)
  .brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

export const Account = z.strictObject({
  id: AccountId,
  username: line(256),
  name: line(256),
  homeTenantId: TenantId,
  cloud: Cloud,
});
export type Account = z.infer<typeof Account>;

/** Why there is no token of a tenant, or that there is one. */
export const SIGN_IN_STATES = [
  'signed-out',
  'signing-in',
  'signed-in',
  'needs-mfa',
  'needs-sign-in',
  /** Conditional Access refused; `code` says which control. */
  'blocked',
  'needs-consent',
  'disabled',
  'not-a-user',
  'unreachable',
  'not-configured',
  'refused-token',
  'failed',
] as const;
export const SignInState = z.enum(SIGN_IN_STATES);
export type SignInState = z.infer<typeof SignInState>;

export const TenantSignIn = z.strictObject({
  tenantId: TenantId,
  state: SignInState,
  /** The account that acts in this tenant; null when none was chosen. */
  accountId: AccountId.nullable(),
  /** `AADSTS` number as text, when the service gave one. */
  code: line(16).nullable(),
  /** One sentence of what is so. */
  reason: line(500),
  correlationId: line(64).nullable(),
  /** When the token at hand ends. Not when the session does: Microsoft may renew it silently. */
  tokenUntil: z.iso.datetime().nullable(),
  checkedAt: z.iso.datetime().nullable(),
});
export type TenantSignIn = z.infer<typeof TenantSignIn>;

/** A code that waits for the operator to type it in on Microsoft's page. */
export const DeviceCode = z.strictObject({
  tenantId: TenantId,
  userCode: line(20),
  verificationUrl: line(200),
  endsAt: z.iso.datetime(),
});
export type DeviceCode = z.infer<typeof DeviceCode>;

export const Identity = z.strictObject({
  revision: z.number().int().nonnegative(),
  accounts: z.array(Account).max(200),
  signIns: z.array(TenantSignIn).max(2000),
  /** Where tokens are kept. `memory` keeps nothing after quitting. */
  storage: z.enum(['keystore', 'memory']),
  /** Why `memory`, in plain words. */
  storageNotice: line(300).nullable(),
  /** Clouds in which an app registration is known. */
  configuredClouds: z.array(Cloud).max(4),
  /** Whether policy allows signing in by a code. */
  allowsDeviceCode: z.boolean(),
  /** The code that is waited for; one at a time. */
  deviceCode: DeviceCode.nullable(),
});
export type Identity = z.infer<typeof Identity>;

/** A tenant that an account of the operator reaches, and by which way. */
export const ReachableTenant = z.strictObject({
  tenantId: TenantId,
  name: line(120),
  domain: line(253),
  cloud: Cloud,
  how: z.enum(['home', 'guest', 'lighthouse', 'gdap', 'multitenant-organization']),
  isInEstate: z.boolean(),
});
export type ReachableTenant = z.infer<typeof ReachableTenant>;

const nothing = z.strictObject({});
const byTenant = z.strictObject({ tenantId: TenantId });

export const identity = {
  get: query({ input: nothing, output: Identity }),
  /**
   * Signs in for the APIs of a tenant: silently with an account that is known, else in the tenant's
   * own compartment. Answers when it has begun; how it went is told by `changed`.
   */
  signIn: command({
    input: z.strictObject({
      tenantId: TenantId,
      /** Null lets Bulkhead choose, and asks when it cannot. */
      accountId: AccountId.nullable(),
      /** Ask for MFA or a password even if a token is there. */
      isFresh: z.boolean(),
    }),
    output: nothing,
    errors: ['not-found', 'not-available', 'conflict', 'offline'],
  }),
  /**
   * Signs in by a code that the operator types in elsewhere; the last way, where policy allows it.
   * The code is told by `changed`, and `cancelSignIn` ends it.
   */
  signInByCode: command({
    input: z.strictObject({ tenantId: TenantId, accountId: AccountId.nullable() }),
    output: nothing,
    errors: ['not-found', 'not-available', 'conflict', 'offline'],
  }),
  cancelSignIn: command({ input: byTenant, output: nothing, errors: ['not-found'] }),
  /** Drops the tokens of one tenant; its compartment's session stays. */
  dropTokens: command({ input: byTenant, output: nothing, errors: ['not-found'] }),
  /** Removes an account with the tokens of all tenants. */
  removeAccount: command({
    input: z.strictObject({ accountId: AccountId }),
    output: nothing,
    errors: ['not-found'],
  }),
  /** Copies the link with which an administrator of the tenant consents. */
  copyConsentLink: command({
    input: byTenant,
    output: nothing,
    errors: ['not-found', 'not-available'],
  }),
  /** Copies the code that is shown; it leaves the clipboard again after a while. */
  copyDeviceCode: command({ input: nothing, output: nothing, errors: ['not-found'] }),
  /** Asks the services which tenants an account reaches. */
  discover: command({
    input: z.strictObject({ accountId: AccountId }),
    output: z.strictObject({
      tenants: z.array(ReachableTenant).max(2000),
      /** What could not be asked, and why. */
      notes: z.array(line(300)).max(10),
    }),
    errors: ['not-found', 'not-available', 'offline'],
  }),
  changed: event(Identity),
};
