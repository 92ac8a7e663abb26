import { describe, expect, it } from 'vitest';
import { addressWithin, originOfApi } from '../../../../../main/data/cloud/api-address.ts';
import { CLOUDS } from '../../../../../preload/contract/index.ts';

const ORIGIN = 'https://graph.microsoft.com';

describe('originOfApi', () => {
  it.each([
    ['global', 'https://graph.microsoft.com', 'https://management.azure.com'],
    ['gcc-high', 'https://graph.microsoft.us', 'https://management.usgovcloudapi.net'],
    ['dod', 'https://dod-graph.microsoft.us', 'https://management.usgovcloudapi.net'],
    ['china', 'https://microsoftgraph.chinacloudapi.cn', 'https://management.chinacloudapi.cn'],
  ] as const)('knows the hosts of %s', (cloud, graph, arm) => {
    expect([originOfApi(cloud, 'graph'), originOfApi(cloud, 'arm')]).toEqual([graph, arm]);
  });

  it('knows one of each for every cloud', () => {
    const origins = CLOUDS.flatMap((cloud) => [
      originOfApi(cloud, 'graph'),
      originOfApi(cloud, 'arm'),
    ]);

    expect(origins.every((origin) => new URL(origin).protocol === 'https:')).toBe(true);
  });

  it('knows where Defender is, and that 21Vianet has none', () => {
    expect(originOfApi('global', 'defender')).toBe('https://api.security.microsoft.com');
    expect(originOfApi('gcc-high', 'defender')).toBe('https://api-gov.securitycenter.microsoft.us');
    expect(originOfApi('dod', 'defender')).toBe('https://api-gov.securitycenter.microsoft.us');
    expect(() => originOfApi('china', 'defender')).toThrowError(
      expect.objectContaining({ name: 'CloudError', kind: 'not-available' }),
    );
  });
});

describe('addressWithin', () => {
  it.each([
    'https://graph.microsoft.com/v1.0/users?$skiptoken=abc',
    'https://graph.microsoft.com:443/v1.0/users',
    'HTTPS://GRAPH.microsoft.com/v1.0/users',
  ])('takes %s', (link) => {
    expect(addressWithin(ORIGIN, link).origin).toBe(ORIGIN);
  });

  it.each([
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:444/v1.0/users',
    'https://graph.microsoft.com@attacker.example/v1.0/users',
    'https://graph.microsoft.com:secret@attacker.example/',
    'https://user@graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com.attacker.example/v1.0/users',
    'https://attacker.example/graph.microsoft.com',
    'https://attacker.example\\@graph.microsoft.com/',
    '//attacker.example/v1.0/users',
    '/v1.0/users?$skiptoken=abc',
    'v1.0/users',
    'https:graph.microsoft.com/v1.0',
    'https://127.0.0.1/v1.0/users',
    'https://[::1]/v1.0/users',
    'https://2130706433/',
    'https://graph。microsoft。com/v1.0',
    'https://graph.microsoft.us/v1.0/users',
    'https://graph.microsoft.com\n.attacker.example/',
    ' https://graph.microsoft.com/v1.0',
    'javascript:alert(1)',
    'data:application/json,{}',
    '',
    `https://graph.microsoft.com/${'a'.repeat(70_000)}`,
  ])('refuses %j', (link) => {
    expect(() => addressWithin(ORIGIN, link)).toThrowError(
      expect.objectContaining({ name: 'CloudError', kind: 'refused-address' }),
    );
  });
});
