import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../../../../main/data/inventory/sources/facts-of.ts';
import { DEVICE_OBJECT, MACHINE, MANAGED_DEVICE } from './a-record.ts';

const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1_000);

describe('factsOf', () => {
  it('says what a machine of Defender says', () => {
    expect(factsOf('defender', MACHINE)).toEqual({
      name: 'paw-017',
      dnsName: 'paw-017.contoso.com',
      domain: 'contoso.com',
      os: 'Windows 11',
      osVersion: '24H2',
      ips: ['10.4.7.20', 'fe80::1', '203.0.113.9'],
      macs: ['A0:B1:C2:D3:E4:F5'],
      deviceGroup: 'PAW',
      tags: ['paw', 'tier0'],
      risk: 'low',
      exposure: 'medium',
      criticality: 'high',
      health: 'active',
      onboarding: 'onboarded',
      managedBy: 'defender',
      lastSeen: seconds('2026-11-20T08:12:44Z'),
      firstSeen: seconds('2026-03-02T14:55:03Z'),
      entraDeviceId: '80fe8ff8-2624-418e-9591-41f0491218f9',
      defenderId: MACHINE.id,
    });
  });

  it('says what a managed device of Intune says', () => {
    expect(factsOf('intune', MANAGED_DEVICE)).toEqual({
      name: 'PAW-017',
      user: 'a-josh1@contoso.com',
      userName: 'Josh',
      email: 'josh@contoso.com',
      serial: 'SN-17',
      os: 'Windows 11',
      osVersion: '24H2',
      manufacturer: 'Contoso',
      model: 'PAW 9',
      encryption: 'yes',
      compliance: 'in-grace-period',
      managedBy: 'co-managed',
      ownership: 'company',
      macs: ['A0:B1:C2:D3:E4:F6'],
      lastSeen: seconds('2026-11-20T06:40:00Z'),
      lastSync: seconds('2026-11-20T06:40:00Z'),
      enrolledAt: seconds('2026-03-02T14:00:00Z'),
      entraDeviceId: '80fe8ff8-2624-418e-9591-41f0491218f9',
      intuneId: MANAGED_DEVICE.id,
    });
  });

  it('says what a device object of Entra says', () => {
    expect(factsOf('entra', DEVICE_OBJECT)).toEqual({
      name: 'PAW-017',
      os: 'Windows 11',
      osVersion: '24H2',
      manufacturer: 'Contoso',
      model: 'PAW 9',
      compliance: 'compliant',
      managedBy: 'intune',
      ownership: 'company',
      joinType: 'hybrid-joined',
      enabled: 'yes',
      lastSeen: seconds('2026-11-19T00:00:00Z'),
      lastSignIn: seconds('2026-11-19T00:00:00Z'),
      enrolledAt: seconds('2026-03-02T13:00:00Z'),
      entraDeviceId: '80fe8ff8-2624-418e-9591-41f0491218f9',
      entraObjectId: DEVICE_OBJECT.id,
    });
  });

  it('knows of vulnerabilities only where they were counted', () => {
    const facts = factsOf('defender', {
      ...MACHINE,
      'bulkhead.vulnerabilities': { all: 12, critical: 0 },
    });

    expect(facts.vulnerabilities).toBe(12);
    expect(facts.criticalVulnerabilities).toBe(0);
    expect(factsOf('defender', MACHINE)).not.toHaveProperty('vulnerabilities');
  });

  it.each([
    ['DESKTOP-1', 'DESKTOP-1', null],
    ['10.1.2.3', '10.1.2.3', null],
    ['.contoso.com', '.contoso.com', null],
    ['server.', 'server.', null],
    ['SRV.Corp.Contoso.COM', 'SRV', 'corp.contoso.com'],
  ])('takes %j apart into name %j and domain %j', (computerDnsName, name, domain) => {
    const facts = factsOf('defender', { ...MACHINE, computerDnsName });

    expect([facts.name, facts.domain]).toEqual([name, domain]);
  });

  it.each([null, undefined, [], 5, 'text'])('says nothing of %j', (record) => {
    expect(factsOf('entra', record)).toEqual({});
  });
});
