import { z } from 'zod';
import { CloudError, plainDetail } from '../../cloud/cloud-error.ts';
import { read } from '../../status/collect/collector.ts';
import { name, word, wordOrNull } from '../../status/collect/shapes.ts';
import { counted } from '../../status/evaluate/bounded-text.ts';
import type { CheckRun, Draft, OnboardingCheck } from './check.ts';
import { failed, otherOf, passed, yesNo } from './drafts.ts';
import { homeNameOf, ME_SOURCE, mustBeOperator, ownAccount, USER_READ } from './own-account.ts';

/** Whether the operator has arrived in a tenant, and gets in. */

const COMMON = { kind: 'auto', role: null, licence: null } as const;

async function operatorArrived(run: CheckRun): Promise<Draft> {
  const me = await ownAccount(run);
  const facts = [
    ['Account', me.userPrincipalName],
    ['Object id', me.id],
    ['Kind', me.userType ?? 'not said'],
    ['Invitation', me.externalUserState ?? 'none'],
    ['Enabled', yesNo(me.accountEnabled)],
  ] as const;
  const who = `The account ${me.userPrincipalName}`;
  if (me.accountEnabled === false) return failed(`${who} is blocked from signing in.`, { facts });
  if (me.userType === 'Member' || me.externalUserState === 'Accepted') {
    const as = me.userType === 'Guest' ? 'a guest who has accepted' : 'a member';
    return passed(`${who} is there, as ${as}.`, { facts });
  }
  return failed(`${who} is there, and has not accepted the invitation yet.`, { facts });
}

const ArmTenant = z.object({
  tenantId: word.transform((id) => id.toLowerCase()),
  displayName: name,
  tenantCategory: wordOrNull,
});

async function tenantReachable(run: CheckRun): Promise<Draft> {
  const other = otherOf(run);
  await mustBeOperator(run);
  const asked = { api: 'arm', permissions: ['user_impersonation'] } as const;
  const rows = read(
    z.array(ArmTenant),
    await run.here.list('/tenants?api-version=2022-12-01', asked),
  );
  const facts = [['Tenants that the account reaches', String(rows.length)]] as const;
  const found = rows.find(({ tenantId }) => tenantId === other.id);
  return found === undefined
    ? failed(
        `${other.name} is not among the ${counted(rows.length, 'tenant', 'tenants')} that Azure lists for the account; a Conditional Access policy for Azure management can also keep it out.`,
        { facts },
      )
    : passed(
        `${other.name} is listed for the account (${found.tenantCategory ?? 'category not said'}).`,
        { facts },
      );
}

async function signsInWithoutPrompt(run: CheckRun): Promise<Draft> {
  try {
    await ownAccount(run);
  } catch (error) {
    if (!(error instanceof CloudError) || error.kind !== 'no-token') throw error;
    const { signIn } = run.status;
    const code = signIn.kind === 'known' ? signIn.value.code : null;
    return failed(`There is no token without a prompt: ${plainDetail(error.message)}`, {
      facts: code === null ? [] : [['Sign-in error', code]],
    });
  }
  return passed(`A token of ${run.tenant.name} came without a prompt.`);
}

async function accountNamePattern(run: CheckRun): Promise<Draft> {
  const pattern = run.take.text('pattern') ?? 'a-*';
  const me = await ownAccount(run);
  const home = homeNameOf(me.userPrincipalName);
  const local = home.split('@')[0] ?? '';
  const wanted = `The part of the user name before “@” fits “${pattern}”.`;
  const facts = [['Account', home]] as const;
  return fits(local.toLowerCase(), pattern.toLowerCase())
    ? passed(`“${local}” fits “${pattern}”.`, { wanted, facts })
    : failed(`“${local}” does not fit “${pattern}”.`, { wanted, facts });
}

/**
 * `*` stands for any characters. No regular expression: the pattern comes from a file, and one of
 * those can take for ever.
 */
export function fits(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return text === first;
  const last = parts.at(-1) ?? '';
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

export const ARRIVAL_CHECKS = {
  'operator-arrived': {
    ...COMMON,
    title: 'The operator has an account there',
    wanted: 'The operator’s account is enabled, and a member or a guest who has accepted.',
    permissions: USER_READ.permissions,
    source: ME_SOURCE,
    run: operatorArrived,
  },
  'tenant-reachable': {
    ...COMMON,
    title: 'The tenant is among the operator’s organizations',
    wanted: 'The list of tenants that Azure gives the operator holds the other tenant.',
    permissions: [...USER_READ.permissions, 'user_impersonation'],
    source: 'GET /tenants (Azure Resource Manager)',
    run: tenantReachable,
  },
  'signs-in-without-prompt': {
    ...COMMON,
    title: 'The operator gets in without a prompt',
    wanted: 'A token for the tenant comes without anything being asked.',
    permissions: USER_READ.permissions,
    source: ME_SOURCE,
    run: signsInWithoutPrompt,
  },
  'account-name-pattern': {
    ...COMMON,
    title: 'The account’s name follows the pattern',
    wanted: 'The user name of the operator’s account follows the pattern of the organization.',
    kind: 'part',
    permissions: USER_READ.permissions,
    source: ME_SOURCE,
    run: accountNamePattern,
  },
} as const satisfies Record<string, OnboardingCheck>;
