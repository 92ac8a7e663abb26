import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../../cloud/portals/sealed.ts';
import { html } from '../../cloud/server/markup.ts';
import { parseCookies } from '../../cloud/server/exchange.ts';
import { errorDescription, REFUSALS } from '../../cloud/sign-in/aadsts.ts';
import {
  permissionOf,
  resourceOfScopes,
  scopesForResource,
} from '../../cloud/sign-in/resources.ts';
import { loadSigningKey } from '../../cloud/sign-in/signing-key.ts';
import { createStateStore } from '../../cloud/sign-in/state-store.ts';

describe('resourceOfScopes', () => {
  it('takes the API of the first scope that is one, and Graph for bare permissions', () => {
    expect(
      resourceOfScopes('openid https://management.azure.com/user_impersonation', 'global'),
    ).toBe('https://management.azure.com');
    expect(resourceOfScopes('User.Read', 'china')).toBe('https://microsoftgraph.chinacloudapi.cn');
    expect(resourceOfScopes('openid profile offline_access', 'global')).toBeUndefined();
    expect(resourceOfScopes('https://graph.microsoft.com/User.Read', 'gcc-high')).toBeUndefined();
  });

  it('splits a request by API', () => {
    const scope = 'openid User.Read https://graph.microsoft.com/Device.Read.All';

    expect(scopesForResource(scope, 'https://graph.microsoft.com', 'global')).toEqual([
      'User.Read',
      'https://graph.microsoft.com/Device.Read.All',
    ]);
    expect(scopesForResource(scope, 'https://management.azure.com', 'global')).toEqual([]);
    expect(permissionOf('https://graph.microsoft.com/Device.Read.All')).toBe('Device.Read.All');
  });
});

describe('errorDescription', () => {
  it('fills every name in, for every refusal', () => {
    const subject = { account: 'a@b', tenant: 'T', app: 'P', appId: 'id' };
    const ids = { traceId: 't', correlationId: 'c', timestamp: 'now' };

    const texts = Object.keys(REFUSALS).map((code) =>
      errorDescription(Number(code) as keyof typeof REFUSALS, subject, ids),
    );

    for (const text of texts) {
      expect(text).toMatch(/^AADSTS\d+: [^{}]+ Trace ID: t Correlation ID: c Timestamp: now$/);
    }
  });
});

describe('createSealer', () => {
  it('opens what it sealed and nothing else', () => {
    const sealer = createSealer(Buffer.from('one'));
    const sealed = sealer.seal({ tenantId: 'a' });
    const forged = `${Buffer.from('{"tenantId":"b"}').toString('base64url')}.${sealed.split('.')[1]}`;

    expect(sealer.open(sealed)).toEqual({ tenantId: 'a' });
    expect(sealer.open(forged)).toBeNull();
    expect(sealer.open('')).toBeNull();
    expect(createSealer(Buffer.from('two')).open(sealed)).toBeNull();
  });
});

describe('html', () => {
  it('escapes values', () => {
    const evil = `<'"&>`;

    expect(html`<b title="${evil}">${evil}</b>`.markup).toBe(
      '<b title="&lt;&#39;&quot;&amp;&gt;">&lt;&#39;&quot;&amp;&gt;</b>',
    );
  });

  it('keeps markup, joins lists and leaves nothing out but nothing', () => {
    const part = html`<i>1</i>`;

    expect(html`<b>${[part, 'a', 0]}${null}${undefined}${false}</b>`.markup).toBe(
      '<b><i>1</i>a0</b>',
    );
  });
});

describe('parseCookies', () => {
  it('keeps equal signs and ignores what is no pair', () => {
    expect([...parseCookies('a=1; b=x=y==; nonsense; =z')]).toEqual([
      ['a', '1'],
      ['b', 'x=y=='],
    ]);
  });
});

describe('kept sign-in state', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloud-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps sessions and refresh tokens over a restart, codes not', async () => {
    const file = join(folder, 'state.json');
    const store = createStateStore(file);
    await store.adapter('Session').upsert('s1', { uid: 'u1', accountId: 'a' }, 60);
    await store.adapter('RefreshToken').upsert('r1', { grantId: 'g1' }, 60);
    await store.adapter('RefreshToken').upsert('r2', { grantId: 'g1' }, -1);
    await store.adapter('AuthorizationCode').upsert('c1', { grantId: 'g1' }, 60);
    store.flush();

    const again = createStateStore(file);

    expect(again.sessionByUid('u1')).toMatchObject({ accountId: 'a' });
    expect(again.find('RefreshToken', 'r1')).toBeDefined();
    expect(again.find('RefreshToken', 'r2')).toBeUndefined();
    expect(again.find('AuthorizationCode', 'c1')).toBeUndefined();
  });

  it('revokes what came from one grant, and marks what was used', async () => {
    const store = createStateStore(join(folder, 'state.json'));
    const codes = store.adapter('AuthorizationCode');
    await codes.upsert('c1', { grantId: 'g1' });
    await codes.upsert('c2', { grantId: 'g2' });

    await codes.consume('c2');
    await codes.revokeByGrantId('g1');

    expect(await codes.find('c1')).toBeUndefined();
    expect((await codes.find('c2'))?.consumed).toBeTypeOf('number');
  });

  it('signs with the same key after a restart, and refuses changed, late and foreign tokens', () => {
    const file = join(folder, 'signing.key');
    const key = loadSigningKey(file);
    const now = Math.floor(Date.now() / 1000);
    const token = key.sign({ sub: 'me', exp: now + 60 });
    const stranger = loadSigningKey(join(folder, 'other.key'));

    expect(loadSigningKey(file).verify(token)).toMatchObject({ sub: 'me' });
    expect(stranger.verify(token)).toBeNull();
    expect(key.verify(token, Date.now() + 3_600_000)).toBeNull();
    expect(key.verify(token.replace(/\.[^.]+\./, `.${btoa('{"sub":"you"}')}.`))).toBeNull();
    expect(key.verify('nonsense')).toBeNull();
  });
});
