import { z } from 'zod';
import { CloudError } from '../../cloud/cloud-error.ts';
import { read } from '../../status/collect/collector.ts';
import { maybe, name, word, wordOrNull } from '../../status/collect/shapes.ts';
import type { CheckRun } from './check.ts';
import { sameName } from './drafts.ts';

const Me = z.object({
  id: word.transform((id) => id.toLowerCase()),
  userPrincipalName: name,
  mail: name,
  userType: wordOrNull,
  externalUserState: wordOrNull,
  accountEnabled: maybe,
});
export type OwnAccount = z.infer<typeof Me>;

export const ME_SOURCE = 'GET /v1.0/me';
const PATH = '/v1.0/me?$select=id,userPrincipalName,mail,userType,externalUserState,accountEnabled';
export const USER_READ = { permissions: ['User.Read'] } as const;

/**
 * The account that is signed in to the tenant. Throws a CloudError `not-available` when the step is
 * another administrator's: nobody's account may answer for somebody else's.
 */
export async function ownAccount(run: CheckRun): Promise<OwnAccount> {
  const me = read(Me, await askForMe(run));
  const { operator, status } = run;
  if (operator === null || isAccountOf(me, operator)) return me;
  const token = status.token.kind === 'known' ? status.token.value : null;
  // What is kept may be of a sign-in before this one.
  const isOfNow = token?.objectId === '' || token?.objectId.toLowerCase() === me.id;
  if (isOfNow && sameName(token?.username ?? '', operator.username)) return me;
  throw new CloudError(
    'not-available',
    `You are signed in as ${me.userPrincipalName} here; only ${operator.username} can answer this.`,
  );
}

/**
 * For what an account sees: where the step counts for one administrator, that it is this one. An
 * account that acts by delegation is no object in the tenant and is not held up.
 */
export async function mustBeOperator(run: CheckRun): Promise<void> {
  if (run.operator === null || run.tenant.accessPath === 'gdap') return;
  await ownAccount(run);
}

async function askForMe({ here }: CheckRun): Promise<unknown> {
  try {
    return await here.get(PATH, USER_READ);
  } catch (error) {
    if (!(error instanceof CloudError) || error.kind !== 'not-found') throw error;
    throw new CloudError('not-available', 'Your account is not an object in this tenant.');
  }
}

function isAccountOf(me: OwnAccount, operator: NonNullable<CheckRun['operator']>): boolean {
  if (operator.objectId !== null && operator.objectId.toLowerCase() === me.id) return true;
  const names = [me.userPrincipalName, homeNameOf(me.userPrincipalName), me.mail];
  return names.some((one) => sameName(one, operator.username));
}

/** `dana_contoso.com#EXT#@fabrikam.onmicrosoft.com` is `dana@contoso.com` at home. */
export function homeNameOf(userPrincipalName: string): string {
  const [local = '', ...rest] = userPrincipalName.split(/#EXT#/i);
  if (rest.length === 0) return userPrincipalName;
  const at = local.lastIndexOf('_');
  return at < 1 ? local : `${local.slice(0, at)}@${local.slice(at + 1)}`;
}

const WithId = z.object({ id: word.transform((id) => id.toLowerCase()) });

/**
 * Object ids of the groups that the signed-in account is in.
 * @param how `memberOf` for direct membership, `transitiveMemberOf` for nested groups as well
 */
export async function ownGroups(
  { here }: CheckRun,
  how: 'memberOf' | 'transitiveMemberOf',
): Promise<readonly string[]> {
  const path = `/v1.0/me/${how}/microsoft.graph.group?$select=id&$top=999`;
  return read(z.array(WithId), await here.list(path, USER_READ)).map(({ id }) => id);
}
