import type { SimulatedTenant } from '../estates/estate.ts';
import { API_HOSTS } from '../hosts/api-hosts.ts';
import type { SignInInstance } from '../hosts/sign-in-hosts.ts';

/** Fields as on Entra's own document; `tenant` is null for `common` and `organizations`. */
export function discoveryDocument(
  instance: SignInInstance,
  segment: string,
  tenant: SimulatedTenant | null,
): Record<string, unknown> {
  const base = `https://${instance.hosts[0]}/${tenant?.id ?? segment}`;
  const graph = API_HOSTS.graph[tenant?.cloud ?? instance.clouds[0] ?? 'global'];
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['none'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `https://${instance.hosts[0]}/${tenant?.id ?? '{tenantid}'}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    http_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    code_challenge_methods_supported: ['S256'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'amr',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'oid',
      'ver',
      'c_hash',
    ],
    tenant_region_scope: tenant ? (tenant.cloud === 'global' ? 'EU' : 'USG') : null,
    cloud_instance_name: instance.cloudInstanceName,
    msgraph_host: graph,
  };
}

/** What MSAL asks once to learn which hosts belong together. */
export function instanceDiscovery(instances: readonly SignInInstance[]): Record<string, unknown> {
  return {
    tenant_discovery_endpoint: `https://${instances[0]?.hosts[0]}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: instances.map((instance) => ({
      preferred_network: instance.hosts[0],
      preferred_cache: instance.hosts[0],
      aliases: instance.hosts,
    })),
  };
}
