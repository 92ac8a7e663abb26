import { TenantId } from '../../../../preload/contract/ids.ts';
import {
  CHECK_IDS,
  type CheckId,
  type Finding,
  type StatusRow,
  type TenantStatus,
} from '../../../../preload/contract/status.ts';
import { parseOrThrow } from '../../../security/parse-guarded.ts';
import type { Answer, TenantFacts } from '../facts.ts';
import { accessPath } from './access-path.ts';
import { adminPhishingResistant } from './admin-phishing-resistant.ts';
import { boundedText } from './bounded-text.ts';
import { breakGlass } from './break-glass.ts';
import { conditionalAccess } from './conditional-access-finding.ts';
import { shownVerdict } from './conditional-access.ts';
import {
  automaticRedemption,
  b2bCollaboration,
  crossTenantSync,
  inboundDeviceTrust,
  inboundMfaTrust,
} from './cross-tenant-findings.ts';
import { deviceCode } from './device-code.ts';
import { finding } from './finding.ts';
import { instantOf, isInFuture, normalInstant } from './instants.ts';
import { legacyAuth } from './legacy-auth.ts';
import { mfaDone } from './mfa-done.ts';
import { mfaMethod } from './mfa-method.ts';
import { mfaRegistration } from './mfa-registration.ts';
import { namedLocations } from './named-locations.ts';
import { ownAnswersOnly } from './own-answers.ts';
import { pawOnly } from './paw-only.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { pictureOf, type Picture } from './picture.ts';
import { reportOnlyPolicies } from './report-only-policies.ts';
import { rolesFinding, rolesHeld } from './roles.ts';
import { signInFinding } from './sign-in-finding.ts';

const CHECKS: Readonly<Record<CheckId, (picture: Picture) => Finding>> = {
  'sign-in': signInFinding,
  'mfa-done': mfaDone,
  'conditional-access': conditionalAccess,
  'access-path': accessPath,
  roles: rolesFinding,
  'mfa-method': mfaMethod,
  'mfa-registration': mfaRegistration,
  'legacy-auth': legacyAuth,
  'device-code': deviceCode,
  'admin-phishing-resistant': adminPhishingResistant,
  'paw-only': pawOnly,
  'break-glass': breakGlass,
  'report-only-policies': reportOnlyPolicies,
  'named-locations': namedLocations,
  'inbound-mfa-trust': inboundMfaTrust,
  'inbound-device-trust': inboundDeviceTrust,
  'automatic-redemption': automaticRedemption,
  'cross-tenant-sync': crossTenantSync,
  'b2b-collaboration': b2bCollaboration,
};

/**
 * Judges what was collected of one tenant. Pure: the same facts and the same time give the same
 * status. Answers for every check, in the contract's order; never throws, whatever an older version
 * kept.
 *
 * @param kept of a tenant whose id is a GUID; its case does not matter
 * @throws {z.ZodError} when `kept.tenantId` is no GUID, because a status without a tenant is none
 */
export function evaluateTenant(kept: TenantFacts, context: EvaluationContext): TenantStatus {
  const tenantId = parseOrThrow(TenantId, kept.tenantId.toLowerCase());
  const facts = attempt(() => ownAnswersOnly(kept)) ?? kept;
  const picture = attempt(() => pictureOf(facts, context));
  const parts = attempt(() => ({
    policies: (picture?.verdicts ?? []).slice(0, 500).map(shownVerdict),
    roles: [...rolesHeld(facts)],
  }));
  return {
    tenantId,
    findings: CHECK_IDS.map((id) => believable(judged(id, picture), context.now)),
    policies: parts?.policies ?? [],
    roles: parts?.roles ?? [],
    account: attempt(() => accountOf(facts)),
    collectedAt:
      context.collectedAt === undefined
        ? attempt(() => oldestAnswer(facts))
        : normalInstant(context.collectedAt),
    problem:
      context.problem === undefined || context.problem === null
        ? null
        : boundedText(context.problem, 300),
  };
}

/** The tenant's row of the matrix: the same findings without evidence and ways out. */
export function statusRow(status: TenantStatus): StatusRow {
  return {
    tenantId: status.tenantId,
    cells: status.findings.map(({ checkId, state, word, reason, collectedAt }) => ({
      checkId,
      state,
      word,
      reason,
      collectedAt,
    })),
    collectedAt: status.collectedAt,
    problem: status.problem,
  };
}

/**
 * Facts are kept as they were collected and outlive the version that did; one of another shape must
 * not take the other checks with it.
 */
function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

function judged(checkId: CheckId, picture: Picture | null): Finding {
  const made = picture === null ? null : attempt(() => CHECKS[checkId](picture));
  return (
    made ??
    finding(checkId, {
      state: 'unknown',
      word: 'Cannot be read',
      reason: 'What is kept of this was written in a form that cannot be read. Collect again.',
      from: [],
      waysOut: [{ kind: 'collect' }],
    })
  );
}

/** States that claim something of the tenant; the first three need a time to stand on. */
const GOOD_OR_BAD = new Set<Finding['state']>(['pass', 'fail', 'report-only']);
const CLAIMS = new Set<Finding['state']>([...GOOD_OR_BAD, 'attention']);

/** Nothing is green or red that was collected at no time or in the future: a clock was wrong. */
function believable(made: Finding, now: number): Finding {
  const at = instantOf(made.collectedAt);
  if (at === null && GOOD_OR_BAD.has(made.state)) {
    return doubted(
      made,
      'Age not known',
      'When this was collected is not known, so it may be out of date. Collect again.',
    );
  }
  if (at !== null && isInFuture(at, now) && CLAIMS.has(made.state)) {
    return doubted(
      made,
      'Clock differs',
      'This was collected at a time that has not come yet. Check this computer’s clock and collect again.',
    );
  }
  return made;
}

function doubted(made: Finding, word: string, reason: string): Finding {
  return { ...made, state: 'unknown', word, reason, waysOut: [{ kind: 'collect' }] };
}

const accountOf = ({ token, me }: TenantFacts): string | null => {
  if (token.kind === 'known') return boundedText(token.value.username, 256);
  return me.kind === 'known' ? boundedText(me.value.userPrincipalName, 256) : null;
};

/** Time of the oldest answer that was asked for; null when nothing was. */
function oldestAnswer(facts: TenantFacts): string | null {
  const answers: readonly Answer<unknown>[] = [
    facts.organization,
    facts.me,
    facts.caPolicies,
    facts.securityDefaults,
    facts.crossTenantPartners,
  ];
  const times = answers
    .map((answer) => instantOf(answer.collectedAt))
    .filter((time) => time !== null);
  return times.length === 0 ? null : normalInstant(new Date(Math.min(...times)).toISOString());
}
