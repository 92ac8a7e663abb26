import { authorityOf } from '../../../../main/identity/authority.ts';

const { host } = authorityOf('global');
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A code as Microsoft's device code endpoint gives it. */
export const codeAnswer = () => ({
  user_code: 'BLK7Q2MZ9',
  device_code: 'S3CRET-device',
  verification_uri: 'https://microsoft.com/devicelogin',
  expires_in: 900,
  interval: 1,
  message: 'To sign in, use a web browser …',
});

export const refusal = (error: string, code: number) => ({
  error,
  error_description: code === 0 ? 'It was refused.' : `AADSTS${String(code)}: It was refused.`,
  error_codes: code === 0 ? [] : [code],
  correlation_id: '00000000-0000-4000-8000-00000000000c',
});

export interface TokenOf {
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
  readonly homeTenantId: string;
}

export function tokenAnswer({ tenantId, clientId, objectId, homeTenantId }: TokenOf) {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    aud: clientId,
    iss: `https://${host}/${tenantId}/v2.0`,
    tid: tenantId,
    oid: 'b3b0c1f2-0000-4000-8000-000000000002',
    sub: 'sub',
    iat: seconds,
    exp: seconds + 3600,
    preferred_username: 'dana@contoso.com',
    ver: '2.0',
  };
  return {
    token_type: 'Bearer',
    scope: 'https://graph.microsoft.com/User.Read',
    expires_in: 3600,
    access_token: 'S3CRET-access',
    refresh_token: 'S3CRET-refresh',
    id_token: `${base64({ alg: 'none' })}.${base64(claims)}.`,
    client_info: base64({ uid: objectId, utid: homeTenantId }),
  };
}
