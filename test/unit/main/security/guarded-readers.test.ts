import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unwrapKey } from '../../../../main/app/passphrase-key.ts';
import { readErrorAnswer } from '../../../../main/data/cloud/error-answer.ts';
import { createDataService } from '../../../../main/data/data-service.ts';
import { parseChecklist } from '../../../../main/data/onboarding/checklists.ts';
import { parseHandOver } from '../../../../main/data/onboarding/files/hand-over.ts';
import { readKept } from '../../../../main/data/onboarding/kept-checklist.ts';
import type { FromData } from '../../../../main/data/protocol.ts';
import { read } from '../../../../main/data/status/collect/collector.ts';
import { readRefusal } from '../../../../main/identity/device-code-refusal.ts';
import { discoverTenants } from '../../../../main/identity/discover-tenants.ts';
import { readIdTokenFacts } from '../../../../main/identity/id-token-facts.ts';
import { explainSignInError } from '../../../../main/identity/sign-in-error.ts';
import { loadPolicy } from '../../../../main/policy/load-policy.ts';
import { decodeEnvelope } from '../../../../main/stored-files/envelope.ts';
import { readDraft } from '../../../../main/tenants/tenant-record.ts';
import type { TenantDraft } from '../../../../preload/contract/index.ts';

// What no schema can compare with a bound, as JSON brings it: each of these threw where it must refuse.
const ODD = JSON.parse('{"length":{"toString":1}}') as object;
const GUID = '0b5e3a9f-1b5e-4c58-9d0e-7c1f0a522201';

const policyOf = (value: unknown) =>
  loadPolicy({
    platform: 'linux',
    isRelease: true,
    env: {},
    readFile: () => ({ state: 'read', bytes: Buffer.from(JSON.stringify(value)) }),
  });

describe('a reader of what comes from outside', () => {
  it('has the strictest policy hold', async () => {
    expect((await policyOf({ tenants: { allowed: ODD } })).state).toBe('rejected');
  });

  it('sets a stored file aside', () => {
    const schema = z.strictObject({ name: z.string().max(5) });
    const bytes = Buffer.from(
      JSON.stringify({ format: 'bulkhead-settings', version: 1, data: { name: ODD } }),
    );

    expect(decodeEnvelope(bytes, { what: 'settings', version: 1, schema, upgrades: [] }).kind).toBe(
      'damaged',
    );
  });

  it('says that a passphrase’s file is damaged', async () => {
    expect(await unwrapKey({ version: 1, salt: ODD }, 'correct horse')).toEqual({
      kind: 'damaged',
    });
  });

  it('takes no tenant', () => {
    const draft = { id: GUID, name: ODD, domain: 'contoso.com', cloud: 'global' };

    expect(() => readDraft(draft as unknown as TenantDraft)).toThrow('This is no tenant');
  });

  it('imports no checklist, and keeps one that is not read', () => {
    const body = JSON.stringify({ schemaVersion: 1, title: ODD });

    expect(parseChecklist(body, { isKnownHost: () => true })).toMatchObject({
      problems: [{ text: 'This value does not fit.' }],
    });
    expect(readKept({ id: 'kept', body } as Parameters<typeof readKept>[0])).toMatchObject({
      title: 'kept',
    });
  });

  it('compares no hand-over', () => {
    expect(parseHandOver(JSON.stringify({ version: 1, evidence: ODD }))).toEqual({
      problem: 'The file is no hand-over of Bulkhead’s, or was changed.',
    });
  });

  it('says of an answer of a service that it is not as documented', () => {
    expect(() => read(z.object({ value: z.array(z.string()).max(5) }), { value: ODD })).toThrow(
      'not as the service documents it',
    );
    expect(readErrorAnswer(403, { error: { code: ODD } }, 'global').kind).toBe('not-permitted');
  });

  it('leaves out the tenant that it cannot look at', async () => {
    const { tenants } = await discoverTenants(
      'global',
      async ({ url }) =>
        url.startsWith('https://management.azure.com/')
          ? { value: [{ tenantId: GUID, displayName: ODD }, { tenantId: GUID }] }
          : { value: [] },
      () => false,
    );

    expect(tenants.map(({ tenantId }) => tenantId)).toEqual([GUID]);
  });

  it('knows nothing of a sign-in', () => {
    expect(readIdTokenFacts({ oid: ODD }, true)).toBe(null);
    expect(readRefusal({ error: ODD })).toBe(null);
    expect(explainSignInError({ errorCode: 'x', claims: ODD }).state).toBe('failed');
  });

  it('counts a message to the data process as refused', () => {
    const sent: FromData[] = [];
    const service = createDataService({
      send: (message: FromData) => sent.push(message),
    } as unknown as Parameters<typeof createDataService>[0]);

    service.receive({ type: 'start', tenants: ODD });

    expect(sent).toMatchObject([{ type: 'log', event: 'refused-message' }]);
  });
});
