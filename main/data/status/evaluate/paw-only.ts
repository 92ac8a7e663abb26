import type { Finding } from '../../../../preload/contract/status.ts';
import type { CaPolicy } from '../facts.ts';
import { listed } from './bounded-text.ts';
import { finding, gapFinding } from './finding.ts';
import type { Picture } from './picture.ts';
import {
  isBlocking,
  isOn,
  isReportOnly,
  isUnavoidable,
  narrowings,
  policyEvidence,
  privilegedRolesOf,
} from './policy-scope.ts';
import { HIGHLY_PRIVILEGED, roleName } from './role-names.ts';

/**
 * Whether administrators can work from a PAW only. It takes two policies on privileged roles
 * (Microsoft Learn, "Conditional Access: Filter for devices", common scenarios): one that demands a
 * compliant device, and one that blocks every device but those that a filter leaves out.
 */
export function pawOnly({ facts }: Picture): Finding {
  const { caPolicies } = facts;
  if (caPolicies.kind !== 'known') return gapFinding('paw-only', caPolicies, 'Policies');
  const forRoles = caPolicies.value.filter(coversPrivilegedRoles);
  const device = forRoles.filter(demandsDevice);
  const block = forRoles.filter(blocksOtherDevices);
  const both = [...device, ...block];
  const hasDevice = device.some(isOn);
  const hasBlock = block.some(isOn);
  const on = both.filter(isOn);
  const base = { from: [caPolicies] };
  if (hasDevice && hasBlock) {
    const gaps = [...new Set(on.flatMap(gapsOf))];
    const open = HIGHLY_PRIVILEGED.filter(
      (role) => !isCovered(role, device) || !isCovered(role, block),
    );
    if (open.length > 0) {
      return finding('paw-only', {
        ...base,
        state: 'attention',
        word: 'In part',
        reason: `Privileged roles are kept to certain devices${gaps.length > 0 ? `, but ${listed(gaps, 3)}` : ''}. Not fully covered: ${listed(open.map(roleName), 3)}.`,
        evidence: policyEvidence(on, 'device'),
      });
    }
    return finding('paw-only', {
      ...base,
      state: 'pass',
      word: 'PAW only',
      reason:
        'Privileged roles need a compliant device, and every device is blocked but those that a filter names.',
      evidence: policyEvidence(on, 'device'),
    });
  }
  if (on.length > 0) {
    return finding('paw-only', {
      ...base,
      state: 'attention',
      word: hasDevice ? 'Compliant device only' : 'Filter only',
      reason: hasDevice
        ? 'Privileged roles need a compliant device, but any will do: no policy blocks those that are no PAW.'
        : 'A policy blocks devices that a filter does not name, but none demands that they are compliant.',
      evidence: policyEvidence(on, 'device'),
    });
  }
  const reporting = both.filter(isReportOnly);
  if (reporting.length > 0) {
    return finding('paw-only', {
      ...base,
      state: 'report-only',
      word: 'Report-only',
      reason: 'Policies would keep administrators to certain devices, but only report.',
      evidence: policyEvidence(reporting, 'device'),
    });
  }
  return finding('paw-only', {
    ...base,
    state: 'fail',
    word: 'No PAW rule',
    reason: 'No policy keeps privileged roles to certain devices.',
  });
}

/** Whether a policy that is on holds for the role, everywhere and for everything. */
const isCovered = (role: string, policies: readonly CaPolicy[]) =>
  policies.some(
    (policy) =>
      isOn(policy) && gapsOf(policy).length === 0 && privilegedRolesOf(policy).includes(role),
  );

/** Who it is for was looked at already: roles are what this is about. */
const gapsOf = (policy: CaPolicy) =>
  narrowings(policy, blocksOtherDevices(policy) ? 'device' : 'none').filter((gap) => !WHO.has(gap));
const WHO = new Set(['not for all users', 'leaves out roles']);

const coversPrivilegedRoles = (policy: CaPolicy) => privilegedRolesOf(policy).length > 0;

const demandsDevice = (policy: CaPolicy) =>
  isUnavoidable(policy, (control) => control === 'compliantDevice');

const blocksOtherDevices = (policy: CaPolicy) =>
  isBlocking(policy) && policy.conditions.deviceFilter?.mode === 'exclude';
