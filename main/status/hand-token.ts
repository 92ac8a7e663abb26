import type { Cloud, TenantId } from '../../preload/contract/index.ts';
import type { TokenOutcome, TokenWanted } from '../data/protocol.ts';
import { scopesOf } from '../identity/api-scopes.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import { Failure } from '../ipc/failure.ts';
import { explainSignInError } from '../identity/sign-in-error.ts';

/**
 * One token for one tenant and one API, for the process that collects; or why there is none. Never
 * throws.
 */
export async function handToken(
  identity: Pick<IdentityService, 'getToken'>,
  cloudOf: (tenantId: TenantId) => Cloud | null,
  { tenantId, api, permissions, claims, isRenewal }: TokenWanted,
): Promise<TokenOutcome> {
  const cloud = cloudOf(tenantId);
  if (cloud === null) return { ok: false, reason: 'failed', message: 'The tenant is gone.' };
  try {
    const scopes = scopesOf(cloud, api, permissions);
    const { token } = await identity.getToken({
      tenantId,
      scopes,
      claims: claims ?? undefined,
      isRenewal,
    });
    return { ok: true, token };
  } catch (error) {
    if (error instanceof Failure) {
      // The policy does not list the tenant: nothing that the operator could do here.
      return { ok: false, reason: 'needs-operator', message: error.message.slice(0, 300) };
    }
    const { state, reason } = explainSignInError(error);
    const message = reason.slice(0, 300);
    if (state === 'needs-consent') return { ok: false, reason: 'needs-consent', message };
    if (state === 'unreachable') return { ok: false, reason: 'unreachable', message };
    const isForOperator = state !== 'failed' && state !== 'refused-token';
    return { ok: false, reason: isForOperator ? 'needs-operator' : 'failed', message };
  }
}
