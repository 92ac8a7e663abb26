import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectApi } from './api-client.ts';
import { runDemoCloud } from './running-cloud.ts';
import type { RunningCloud } from './running-cloud.ts';

const OPERATOR = 'dana.okafor@contoso.com';
const POLICIES = '/v1.0/identity/conditionalAccess/policies';
const SIGN_INS = '/v1.0/auditLogs/signIns';
const OWN_ROLES =
  "/v1.0/roleManagement/directory/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')";
const READ = ['User.Read', 'Policy.Read.All', 'AuditLog.Read.All', 'RoleManagement.Read.Directory'];

describe('what stands before Graph', () => {
  let run: RunningCloud;
  beforeAll(async () => {
    run = await runDemoCloud();
  });
  afterAll(() => run.stop());
  afterEach(() => run.cloud.faults.clear());

  const connect = (name: string, domain: string, permissions = READ, isManaged = false) =>
    connectApi(run, name, run.tenant(domain), permissions, isManaged);

  it('refuses what the token or the operator has no right to', async () => {
    const narrow = await connect(OPERATOR, 'contoso.com', ['User.Read']);
    const roleless = await connect('kim.akers@adatum.com', 'adatum.com', [
      'User.Read',
      'AuditLog.Read.All',
    ]);

    const scope = await narrow.get(POLICIES);
    const role = await roleless.get(SIGN_INS);

    expect([scope.status, scope.code]).toEqual([403, 'Authorization_RequestDenied']);
    expect([role.status, role.code]).toEqual([403, 'Authorization_RequestDenied']);
  });

  it('says that a licence is missing, each API in its own way', async () => {
    const admin = 'adm-dana@tailwindtraders.partner.onmschina.cn';
    const free = await connect(admin, 'tailwindtraders.partner.onmschina.cn');

    const log = await free.get(SIGN_INS);
    const roles = await free.get(OWN_ROLES);
    const policies = await free.get(POLICIES);

    expect([log.status, log.code]).toEqual([
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    ]);
    expect([roles.status, roles.code]).toEqual([400, 'AadPremiumLicenseRequired']);
    expect(policies.value).toEqual([]);
  });

  it('does not have in other clouds what those lack', async () => {
    const admin = 'adm-dana@tailwindtraders.partner.onmschina.cn';
    const china = await connect(admin, 'tailwindtraders.partner.onmschina.cn', [
      'DelegatedAdminRelationship.Read.All',
      'MultiTenantOrganization.ReadBasic.All',
    ]);

    const customers = await china.get('/v1.0/tenantRelationships/delegatedAdminCustomers');
    const organization = await china.get('/v1.0/tenantRelationships/multiTenantOrganization');

    expect([customers.status, organization.status]).toEqual([404, 404]);
  });

  it('gives a compliant device what it refuses an embedded browser', async () => {
    const northwind = await connect(OPERATOR, 'northwindtraders.com', READ, true);

    const policies = await northwind.get(POLICIES);

    expect(policies.value.map((policy) => policy.displayName)).toContain(
      'CA010 Require a compliant device for guests',
    );
  });

  it('pages with a link, which a test may bend', async () => {
    const contoso = await connect(OPERATOR, 'contoso.com');
    run.cloud.faults.add({ effect: { kind: 'paging', size: 3 }, pathPrefix: POLICIES });
    const names: unknown[] = [];
    let pages = 0;
    for (let next: unknown = POLICIES; typeof next === 'string'; pages += 1) {
      const answer = await contoso.get(next);
      names.push(...answer.value.map((policy) => policy.displayName));
      next = answer.body['@odata.nextLink'];
    }
    run.cloud.faults.clear();
    const whole = await contoso.get(POLICIES);
    run.cloud.faults.add({ effect: { kind: 'paging', link: 'https://attacker.example/next' } });
    const bent = await contoso.get(POLICIES);
    const tooMany = await contoso.get(`${SIGN_INS}?$top=5000`);

    expect(pages).toBe(3);
    expect(names).toEqual(whole.value.map((policy) => policy.displayName));
    expect(bent.body['@odata.nextLink']).toBe('https://attacker.example/next');
    expect(tooMany.status).toBe(400);
  });

  it('lets one request a second through where a limit is set, without saying how long', async () => {
    const contoso = await connect(OPERATOR, 'contoso.com');
    run.cloud.faults.add({
      effect: { kind: 'rate-limit', perSecond: 1 },
      pathPrefix: '/v1.0/identity/conditionalAccess',
    });

    const first = await contoso.get(POLICIES);
    const second = await contoso.get('/v1.0/identity/conditionalAccess/namedLocations');
    const elsewhere = await contoso.get('/v1.0/me');
    await new Promise((resolve) => setTimeout(resolve, 1010));
    const later = await contoso.get(POLICIES);

    expect([first.status, second.status, elsewhere.status, later.status]).toEqual([
      200, 429, 200, 200,
    ]);
    expect(second.headers['retry-after']).toBeUndefined();
  });

  it('challenges once for a newer token, and takes one asked for with the claims', async () => {
    const contoso = await connect(OPERATOR, 'contoso.com');
    run.cloud.faults.add({ effect: { kind: 'claims-challenge' }, host: 'graph.microsoft.com' });

    const challenged = await contoso.get('/v1.0/me');
    const header = String(challenged.headers['www-authenticate']);
    const claims = Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString();
    await contoso.renew(
      READ,
      JSON.stringify({
        access_token: {
          ...(JSON.parse(claims) as { access_token: object }).access_token,
          xms_cc: { values: ['CP1'] },
        },
      }),
    );
    const after = await contoso.get('/v1.0/me');

    expect([challenged.status, challenged.code]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(header).toContain('error="insufficient_claims"');
    expect(JSON.parse(claims)).toMatchObject({ access_token: { nbf: { essential: true } } });
    expect(after.status).toBe(200);
  });

  it('challenges for an authentication context until the token has it', async () => {
    const contoso = await connect(OPERATOR, 'contoso.com');
    run.cloud.faults.add({ effect: { kind: 'claims-challenge', authenticationContext: 'c1' } });

    const challenged = await contoso.get('/v1.0/me');
    await contoso.renew(
      READ,
      '{"access_token":{"acrs":{"essential":true,"value":"c1"},"xms_cc":{"values":["CP1"]}}}',
    );
    const after = await contoso.get('/v1.0/me');

    expect([challenged.status, after.status]).toEqual([401, 200]);
  });
});
