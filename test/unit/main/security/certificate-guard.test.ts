import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { TenantId } from '../../../../preload/contract/index.ts';
import {
  guardAppCertificates,
  guardServerCertificates,
  refuseServerCertificates,
} from '../../../../main/security/certificate-guard.ts';
import type { Refusal } from '../../../../main/security/refusal.ts';
import { FakeSession } from '../../../support/fake-session.ts';

const tenantId = '11111111-2222-3333-4444-555555555555' as TenantId;

function verify(session: FakeSession, errorCode: number) {
  const callback = vi.fn<(result: number) => void>();
  const request = { hostname: 'portal.azure.com', errorCode, verificationResult: 'net::ERR_X' };
  session.ask('verifyProc', request, callback);
  return callback.mock.calls;
}

describe('guardServerCertificates', () => {
  it('keeps Chromium’s verdict on good and bad certificates, and tells of the bad', () => {
    const session = new FakeSession();
    const refusals: Refusal[] = [];
    guardServerCertificates(session.asSession(), {
      tenantId,
      report: (refusal) => refusals.push(refusal),
    });

    expect(verify(session, 0)).toEqual([[-3]]);
    expect(refusals).toEqual([]);
    expect(verify(session, -202)).toEqual([[-3]]);
    expect(refusals).toMatchObject([{ kind: 'certificate', tenantId, host: 'portal.azure.com' }]);
  });

  it('speaks TLS 1.2 at least', () => {
    const session = new FakeSession();
    guardServerCertificates(session.asSession(), { tenantId, report: () => undefined });

    expect(session.set.get('sslConfig')).toEqual({ minVersion: 'tls1.2' });
  });

  it('refuses every server where none is to be reached', () => {
    const session = new FakeSession();
    refuseServerCertificates(session.asSession());

    expect(verify(session, 0)).toEqual([[-2]]);
  });
});

describe('guardAppCertificates', () => {
  function guarded() {
    const app = new EventEmitter();
    const refusals: Refusal[] = [];
    guardAppCertificates(app as unknown as Pick<App, 'on'>, {
      tenantOf: (contents) => (contents === null ? null : tenantId),
      report: (refusal) => refusals.push(refusal),
    });
    const preventDefault = vi.fn<() => void>();
    const callback = vi.fn<(...args: unknown[]) => void>();
    const emit = (name: string, ...args: unknown[]) =>
      app.emit(name, { preventDefault }, ...args, callback);
    return { emit, preventDefault, callback, refusals };
  }

  it('never accepts a bad certificate', () => {
    const { emit, preventDefault, callback } = guarded();
    emit('certificate-error', {}, 'https://x.example/', 'net::ERR_CERT_DATE_INVALID', {});

    expect(preventDefault).toHaveBeenCalledOnce();
    expect(callback).toHaveBeenCalledExactlyOnceWith(false);
  });

  it.each([
    ['a page', {}, 'https://portal.azure.com/x', tenantId, 'portal.azure.com'],
    ['main itself', null, 'portal.azure.com:443', null, 'portal.azure.com'],
    ['nobody, for a strange address', null, '', null, null],
  ])('sends no client certificate for %s', (_who, contents, url, tenant, host) => {
    const { emit, preventDefault, callback, refusals } = guarded();
    emit('select-client-certificate', contents, url, [{ subjectName: 'admin' }]);

    expect(preventDefault).toHaveBeenCalledOnce();
    expect(callback.mock.calls).toEqual([[]]);
    expect(refusals).toMatchObject([{ kind: 'client-certificate', tenantId: tenant, host }]);
  });

  it.each([
    [{ host: 'portal.azure.com', isProxy: false }, 'user name and password'],
    [{ host: 'proxy.contoso.example', isProxy: true }, 'operating system'],
  ])('answers no password prompt of %o', (authInfo, words) => {
    const { emit, preventDefault, callback, refusals } = guarded();
    emit('login', {}, {}, authInfo);

    expect(preventDefault).toHaveBeenCalledOnce();
    expect(callback.mock.calls).toEqual([[]]);
    expect(refusals).toMatchObject([{ kind: 'http-auth', tenantId, host: authInfo.host }]);
    expect(refusals[0]?.message).toContain(words);
  });
});
