import { z } from 'zod';
import { collector, idOf, read } from './collector.ts';
import { maybe, name, time, word, wordOrNull } from './shapes.ts';

const asked = { permissions: ['AuditLog.Read.All'] } as const;
const READERS = 'Security Reader or Reports Reader';

const DAY_MS = 86_400_000;
/** A tenant without premium keeps a week; more would be refused there. */
const SIGN_IN_DAYS = 7;

const SignIn = z
  .object({
    createdDateTime: time,
    appId: wordOrNull,
    appDisplayName: name,
    conditionalAccessStatus: word,
    status: z.object({ errorCode: z.number().int() }),
    // Only the beta has these two; v1.0 may come to have them.
    authenticationRequirement: wordOrNull,
    crossTenantAccessType: wordOrNull,
    appliedConditionalAccessPolicies: z
      .array(z.object({ result: word, enforcedGrantControls: z.array(word).max(50).nullish() }))
      .max(500)
      .nullish(),
    deviceDetail: z.object({ isCompliant: maybe, isManaged: maybe }).nullish(),
  })
  .transform(({ status, deviceDetail, appliedConditionalAccessPolicies, ...record }) => ({
    ...record,
    isMfaEnforced: appliedConditionalAccessPolicies?.some(
      ({ result, enforcedGrantControls }) =>
        result === 'success' && enforcedGrantControls?.some((control) => /mfa/i.test(control)),
    ),
    errorCode: status.errorCode,
    isCompliant: deviceDetail?.isCompliant ?? null,
    isManaged: deviceDetail?.isManaged ?? null,
  }));

/** The operator's last sign-ins: the proof of what Conditional Access did. */
export const signInsCollector = collector({
  name: 'signIns',
  source: 'GET /v1.0/auditLogs/signIns',
  asked,
  roles: READERS,
  async collect(api, context) {
    const since = new Date(context.now().getTime() - SIGN_IN_DAYS * DAY_MS);
    const filter = `userId eq '${idOf(context)}' and createdDateTime ge ${since.toISOString().slice(0, 19)}Z`;
    const path = `/v1.0/auditLogs/signIns?$filter=${encodeURIComponent(filter)}&$top=50`;
    return read(z.array(SignIn), await api.first(path, asked));
  },
});

const Details = z.object({ userPrincipalName: name, isMfaRegistered: z.boolean() });
const MAX_NAMED = 50;

export const registrationCollector = collector({
  name: 'registration',
  source: 'GET /v1.0/reports/authenticationMethods/userRegistrationDetails',
  asked,
  roles: READERS,
  async collect(api) {
    const filter = encodeURIComponent('isAdmin eq true');
    const path = `/v1.0/reports/authenticationMethods/userRegistrationDetails?$filter=${filter}`;
    const admins = read(z.array(Details), await api.list(path, asked));
    const without = admins.filter(({ isMfaRegistered }) => !isMfaRegistered);
    return {
      admins: admins.length,
      adminsRegistered: admins.length - without.length,
      notRegistered: without.slice(0, MAX_NAMED).map((admin) => admin.userPrincipalName),
    };
  },
});

const skusAsked = { permissions: ['LicenseAssignment.Read.All'] } as const;

const Sku = z.object({
  capabilityStatus: word,
  servicePlans: z.array(z.object({ servicePlanId: word, provisioningStatus: word })).max(500),
});

/** Within the grace period after a subscription ended, its plans still work. */
const IN_FORCE: ReadonlySet<string> = new Set(['Enabled', 'Warning']);

export const servicePlansCollector = collector({
  name: 'servicePlans',
  source: 'GET /v1.0/subscribedSkus',
  asked: skusAsked,
  roles: null,
  async collect(api) {
    const path = '/v1.0/subscribedSkus?$select=skuPartNumber,capabilityStatus,servicePlans';
    const skus = read(z.array(Sku), await api.list(path, skusAsked));
    const plans = skus
      .filter(({ capabilityStatus }) => IN_FORCE.has(capabilityStatus))
      .flatMap(({ servicePlans }) => servicePlans)
      .filter(({ provisioningStatus }) => provisioningStatus === 'Success')
      .map(({ servicePlanId }) => servicePlanId.toLowerCase());
    return [...new Set(plans)];
  },
});
