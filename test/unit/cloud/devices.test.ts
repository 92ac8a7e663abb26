import { describe, expect, it } from 'vitest';
import { createDeviceStock } from '../../cloud/contents/devices/device-stock.ts';
import { createDeviceControl } from '../../cloud/control/device-control.ts';
import { createDirectory } from '../../cloud/estates/directory.ts';
import { makeEstate } from '../../cloud/estates/make-estate.ts';
import type { EstateKind } from '../../cloud/estates/make-estate.ts';

const AT = Date.parse('2026-11-21T09:00:00.000Z');

function devicesOf(kind: EstateKind, domain: string) {
  const directory = createDirectory(makeEstate(kind, 1));
  const tenant = directory.tenant(domain);
  if (!tenant) throw new Error(domain);
  const stock = createDeviceStock(1, AT);
  return { tenant, stock, control: createDeviceControl(directory, stock) };
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

describe('the devices of a tenant', () => {
  it('are the same for the same seed and start', () => {
    const [one, other] = [devicesOf('demo', 'fabrikam.com'), devicesOf('demo', 'fabrikam.com')];

    expect(one.control.truth(one.tenant.id)).toEqual(other.control.truth(other.tenant.id));
  });

  it('are of every kind that an inventory shows', () => {
    const { tenant, control } = devicesOf('demo', 'contoso.com');
    const { defender, intune, entra, devices } = control.truth(tenant.id);

    const joined = new Set(entra.map(({ deviceId }) => deviceId));
    const daysSince = ({ lastSeen }: Readonly<Record<string, unknown>>) =>
      (AT - Date.parse(String(lastSeen))) / 86_400_000;
    expect(new Set([...ids(defender), ...ids(intune), ...ids(entra)]).size).toBe(
      defender.length + intune.length + entra.length,
    );
    expect(devices).toBeLessThanOrEqual(tenant.fleet.devices);
    expect(devices).toBeGreaterThan(tenant.fleet.devices * 0.9);
    expect(defender.filter(({ aadDeviceId }) => aadDeviceId === null).length).toBeGreaterThan(5);
    expect(intune.filter(({ azureADDeviceId }) => joined.has(azureADDeviceId)).length).toBe(
      intune.length,
    );
    expect(defender.filter((row) => daysSince(row) > 90).length).toBeGreaterThan(5);
    expect(
      defender.filter(({ firstSeen }) => AT - Date.parse(String(firstSeen)) < 7 * 86_400_000)
        .length,
    ).toBeGreaterThan(3);
    expect(new Set(defender.map(({ onboardingStatus }) => onboardingStatus))).toContain(
      'CanBeOnboarded',
    );
    const byDeviceId = new Map(entra.map((row) => [row.deviceId, row]));
    const differing = intune.filter(
      ({ azureADDeviceId, deviceName }) =>
        byDeviceId.get(azureADDeviceId)?.displayName !== deviceName,
    );
    expect(differing.length).toBeGreaterThan(3);
    expect(Math.max(...entra.map(({ displayName }) => String(displayName).length))).toBe(10_000);
  });

  it('are as many as the estate says, and none where it says none', () => {
    const { tenant, stock } = devicesOf('devices', 'none.example');

    expect(stock.records(tenant, 'defender')).toEqual([]);
    expect(makeEstate('large', 1).tenants.every(({ fleet }) => fleet.devices >= 120)).toBe(true);
  });

  it('change, go and come by edits, and are as before after a reset', () => {
    const { tenant, stock, control } = devicesOf('devices', 'some.example');
    const before = control.truth(tenant.id);
    const [first, second] = ids(before.intune);

    control.edit(tenant.id, { kind: 'remove', service: 'intune', id: first ?? '' });
    control.edit(tenant.id, {
      kind: 'change',
      service: 'intune',
      id: second ?? '',
      values: { complianceState: 'error' },
    });
    control.edit(tenant.id, { kind: 'grow', count: 10 });
    control.edit(tenant.id, { kind: 'put', service: 'entra', record: { id: 'mine' } });
    const after = control.truth(tenant.id);
    stock.clear();

    expect(ids(after.intune)).not.toContain(first);
    expect(after.intune.find(({ id }) => id === second)?.complianceState).toBe('error');
    expect(ids(after.entra)).toContain('mine');
    expect(after.devices).toBeGreaterThan(before.devices + 5);
    expect(control.truth(tenant.id)).toEqual(before);
    expect(() => {
      control.edit(tenant.id, { kind: 'remove', service: 'intune', id: 'nobody' });
    }).toThrow('no nobody in intune');
  });
});
