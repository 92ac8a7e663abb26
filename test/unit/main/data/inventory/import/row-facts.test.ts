import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../../../../main/data/inventory/sources/facts-of.ts';
import { DEVICE_VALUES } from '../../../../../../preload/contract/device-columns.ts';
import { anImport, defenderCsv, intuneCsv, textsOf } from './an-import.ts';

const ENTRA = 'AAAAAAAA-0000-4000-8000-00000000000A';

async function importOf(csv: string, source: 'defender-file' | 'intune-file') {
  const { preview, imports, facts, files } = anImport();
  const told = await preview(csv);
  await imports.apply(told.importId, told.exportedAt);
  return { told, facts: facts(source), records: files.get(source)?.records ?? [] };
}

describe('a row of Defender', () => {
  it('says what a machine of the service would say', async () => {
    const { facts, told, records } = await importOf(
      defenderCsv({
        'Device ID': 'AB12',
        'Device Name': 'paw-017.contoso.com',
        'First Seen': '1/15/2026 10:30 AM',
        'Last device update': '11/20/2026 3:04:05 PM',
        'OS Platform': 'Windows11',
        'OS Version': '24H2',
        Tags: 'Finance, Critical-Server',
        Group: 'PAW',
        'Device IPs': '10.0.1.50;FE80::1',
        'Risk Level': 'No known risks',
        'Exposure Level': 'No data available',
        'Health Status': 'Impaired communications',
        'Onboarding Status': 'Can be onboarded',
        'Managed By': 'MDE',
        'Antivirus status': 'Not-Supported',
        'Is Internet Facing': 'False',
      }),
      'defender-file',
    );

    expect(facts).toEqual([
      {
        defenderId: 'ab12',
        name: 'paw-017',
        dnsName: 'paw-017.contoso.com',
        domain: 'contoso.com',
        firstSeen: Date.UTC(2026, 0, 15, 10, 30) / 1_000,
        lastSeen: Date.UTC(2026, 10, 20, 15, 4, 5) / 1_000,
        os: 'Windows 11',
        osVersion: '24H2',
        tags: ['Finance', 'Critical-Server'],
        deviceGroup: 'PAW',
        ips: ['10.0.1.50', 'fe80::1'],
        risk: 'none',
        exposure: null,
        health: 'impaired-communication',
        onboarding: 'can-be-onboarded',
        managedBy: 'defender',
        antivirus: null,
        internetFacing: 'no',
      },
    ]);
    expect(records[0]).toMatchObject({ source: 'defender-file', sourceId: 'ab12', joinId: null });
    expect(textsOf(told)).toEqual([
      '1: Times without a time zone are taken as UTC: “Last device update”, “First Seen”.',
    ]);
  });

  it('joins by the Entra device id, in lower case, and by nothing else', async () => {
    const { records, told } = await importOf(
      [
        'Device ID,Device Name,Risk Level,Exposure Level,AAD Device Id',
        `1,a,High,High,${ENTRA}`,
        '2,b,High,High,00000000-0000-0000-0000-000000000000',
        '3,c,High,High,none of it',
        '4,d,High,High,',
      ].join('\n'),
      'defender-file',
    );

    expect(records.map(({ joinId }) => joinId)).toEqual([ENTRA.toLowerCase(), null, null, null]);
    expect(textsOf(told)).toEqual(['4: “AAD Device Id”: this is no GUID.']);
  });
});

it.each([
  [{ 'OS Platform': 'Windows10', 'OS Version': '', 'OS Build': '22631' }, 'Windows 11', '23H2'],
  [{ 'OS Platform': 'WindowsServer2022', 'OS Build': '20348' }, 'Windows Server 2022', '21H2'],
  [{ 'OS Platform': 'Ubuntu', 'OS Version': '22.04' }, 'Linux (Ubuntu)', '22.04'],
])('systems are called as the services’ are: %j', async (row, os, osVersion) => {
  const { facts } = await importOf(defenderCsv({ 'Device ID': '1', ...row }), 'defender-file');

  expect(facts[0]).toMatchObject({ os, osVersion });
});

describe('a row of Intune', () => {
  it('says what a managed device of the service would say', async () => {
    const { facts, records } = await importOf(
      intuneCsv({
        'Device ID': 'BBBBBBBB-0000-4000-8000-00000000000B',
        'Device name': 'LT-1',
        'Enrollment date': '2026-01-02 03:04:05.0000000',
        'Last check-in': '2026-11-20T15:04:00Z',
        'Azure AD Device ID': ENTRA,
        'Serial number': 'SN1',
        Manufacturer: 'Contoso',
        Model: 'Laptop, 15"',
        'Wi-Fi MAC': '001a2b3c4d5e',
        EthernetMAC: '00-1A-2B-3C-4D-5F',
        'Primary user UPN': 'ann@contoso.com',
        Compliance: 'In grace period',
        'Managed by': 'Co-managed',
        Ownership: 'Corporate',
        Encrypted: 'True',
        JoinType: 'Hybrid Azure AD joined',
      }),
      'intune-file',
    );

    expect(facts[0]).toMatchObject({
      intuneId: 'bbbbbbbb-0000-4000-8000-00000000000b',
      name: 'LT-1',
      enrolledAt: Date.UTC(2026, 0, 2, 3, 4, 5) / 1_000,
      lastSync: Date.UTC(2026, 10, 20, 15, 4) / 1_000,
      lastSeen: Date.UTC(2026, 10, 20, 15, 4) / 1_000,
      entraDeviceId: ENTRA.toLowerCase(),
      serial: 'SN1',
      model: 'Laptop, 15"',
      macs: ['00:1A:2B:3C:4D:5E', '00:1A:2B:3C:4D:5F'],
      user: 'ann@contoso.com',
      userName: null,
      compliance: 'in-grace-period',
      managedBy: 'co-managed',
      ownership: 'company',
      encryption: 'yes',
      joinType: 'hybrid-joined',
    });
    expect(records[0]?.joinId).toBe(ENTRA.toLowerCase());
  });

  it('is told apart by name and serial number when it has no id', async () => {
    const row = { 'Device name': 'LT-1', 'Serial number': 'A', Compliance: 'Compliant' };
    const csv = intuneCsv(row, { ...row, 'Serial number': 'B' }, { ...row, 'Device name': 'lt-1' });

    const one = await importOf(csv, 'intune-file');
    const again = await importOf(csv, 'intune-file');

    const ids = one.records.map(({ sourceId }) => sourceId);
    expect(new Set(ids).size).toBe(2);
    expect(again.records.map(({ sourceId }) => sourceId)).toEqual(ids);
    expect(textsOf(one.told)).toEqual([
      '1: Rows without a device ID: 2. They are told apart by name and serial number.',
      '4: A row above has the same name and serial number; this one is left out.',
    ]);
  });
});

describe('values', () => {
  it('keep the case of a formula and what a spreadsheet would run as text', async () => {
    const formula = `=cmd|' /C calc'!A0`;

    const { facts, told } = await importOf(
      defenderCsv({ 'Device ID': '1', 'Device Name': formula, Tags: '@SUM(1)' }),
      'defender-file',
    );

    expect(facts[0]).toMatchObject({ name: formula, tags: ['@SUM(1)'] });
    expect(told.messages).toEqual([]);
  });

  it('lose what cannot be seen, with a word, and are kept as they came in the row', async () => {
    const name = 'PC\u202e1\u0000';

    const { facts, told, records } = await importOf(
      defenderCsv({ 'Device ID': '1', 'Device Name': name }),
      'defender-file',
    );

    expect(facts[0]).toMatchObject({ name: 'PC1' });
    expect(textsOf(told)).toEqual(['2: “Device Name”: hidden characters are left out.']);
    expect(JSON.parse(records[0]?.raw ?? '')).toMatchObject({ row: { 'Device Name': name } });
  });

  it('are cut with a word when they are too long', async () => {
    const { facts, told } = await importOf(
      defenderCsv({
        'Device ID': '1',
        'Device Name': `${'x'.repeat(255)}😀`,
        Group: 'y'.repeat(121),
        Tags: Array.from({ length: 60 }, (_none, n) => `tag${n}`).join(';'),
      }),
      'defender-file',
    );

    expect(facts[0]).toMatchObject({ name: 'x'.repeat(255), deviceGroup: 'y'.repeat(120) });
    expect(facts[0]?.tags).toHaveLength(50);
    expect(textsOf(told)).toEqual([
      '2: “Device Name”: only the first 256 characters are kept.',
      '2: “Group”: only the first 120 characters are kept.',
      '2: “Tags”: only the first 50 values are kept.',
    ]);
  });

  it('that are new are kept and pointed out once', async () => {
    const { facts, told } = await importOf(
      defenderCsv(
        { 'Device ID': '1', 'Health Status': 'Half Asleep' },
        { 'Device ID': '2', 'Health Status': 'Half Asleep' },
      ),
      'defender-file',
    );

    expect(facts.map(({ health }) => health)).toEqual(['half-asleep', 'half-asleep']);
    expect(textsOf(told)).toEqual([
      '2: “Health Status”: “Half Asleep” is not a known value and kept as it is.',
    ]);
  });

  it.each([
    [
      'risk',
      'Risk Level',
      ['No known risks', 'Informational', 'Low', 'Medium', 'High', 'Hoch', 'Élevé'],
    ],
    ['exposure', 'Exposure Level', ['Low', 'Medium', 'High', 'Mittel', 'Moyen', 'Faible']],
    [
      'health',
      'Health Status',
      ['Active', 'Inactive', 'No sensor data', 'NoSensorData', 'Misconfigured', 'Aktiv', 'Inactif'],
    ],
    ['onboarding', 'Onboarding Status', ['Onboarded', 'CanBeOnboarded', 'Insufficient info']],
  ] as const)('of %s are those of the table', async (field, header, values) => {
    const { facts, told } = await importOf(
      defenderCsv(...values.map((value, n) => ({ 'Device ID': String(n), [header]: value }))),
      'defender-file',
    );

    const known = Object.keys(DEVICE_VALUES[field] ?? {});
    expect(facts.map((fact) => known.includes(String(fact[field])))).toEqual(
      values.map(() => true),
    );
    expect(told.messages).toEqual([]);
  });
});

describe('a kept row', () => {
  it.each([[null], [[]], ['text'], [{}], [{ row: [] }], [{ row: null }]])(
    'that is damaged says nothing: %j',
    (record) => {
      expect(factsOf('defender-file', record)).toEqual({});
      expect(factsOf('intune-file', record)).toEqual({});
    },
  );

  it('takes nothing from what is no text, no column and no order', () => {
    const record = {
      row: { 'Device ID': 7, Host: 'a', 'Device name': 'b', 'Last check-in': '03/04/2026' },
      as: { Host: 'constructor', 'Device name': '__proto__' },
      dates: { lastSync: 'sideways' },
    };

    expect(factsOf('intune-file', record)).toEqual({
      intuneId: null,
      lastSync: Date.UTC(2026, 2, 4) / 1_000,
      lastSeen: Date.UTC(2026, 2, 4) / 1_000,
    });
  });

  it('may have a column called __proto__', async () => {
    const { preview, imports, files, facts } = anImport();
    const told = await preview('Device ID,Risk Level,Exposure Level,__proto__\n1,High,Low,x\n');
    const columns = told.headers.map(({ header, column }) =>
      header === '__proto__' ? 'name' : column,
    );

    await imports.remap(told.importId, 'defender-file', columns);
    await imports.apply(told.importId, told.exportedAt);

    expect(files.get('defender-file')?.records[0]?.raw).toContain('"__proto__":"x"');
    expect(facts('defender-file')[0]).toMatchObject({ name: 'x', risk: 'high' });
  });
});
