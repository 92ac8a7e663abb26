import { DEVICE_SERVICES } from '../contents/devices/device-stock.ts';
import type { DeviceEdit, DeviceService, DeviceStock } from '../contents/devices/device-stock.ts';
import type { DeviceRecord } from '../contents/devices/device-records.ts';
import type { Directory } from '../estates/directory.ts';
import type { SimulatedTenant } from '../estates/estate.ts';

/** What the services of a tenant know: the truth that an inventory has to come to. */
export type DeviceTruth = Readonly<Record<DeviceService, readonly DeviceRecord[]>> & {
  /** Devices, when records with the same Entra device id are one. */
  devices: number;
};

export type DeviceControl = {
  truth: (tenantId: string) => DeviceTruth;
  /** Changes what the services know, without anybody being told. */
  edit: (tenantId: string, edit: DeviceEdit) => void;
};

const NONE = '00000000-0000-0000-0000-000000000000';

function joinIdOf(record: DeviceRecord): string | null {
  const id = record.aadDeviceId ?? record.azureADDeviceId ?? record.deviceId;
  return typeof id === 'string' && id !== NONE ? id.toLowerCase() : null;
}

export function createDeviceControl(directory: Directory, stock: DeviceStock): DeviceControl {
  const tenantOf = (id: string): SimulatedTenant => {
    const tenant = directory.tenant(id);
    if (!tenant) throw new Error(`no tenant ${id}`);
    return tenant;
  };
  return {
    truth: (tenantId) => {
      const tenant = tenantOf(tenantId);
      const [defender, intune, entra] = DEVICE_SERVICES.map((service) =>
        stock.records(tenant, service),
      );
      const all = [...(defender ?? []), ...(intune ?? []), ...(entra ?? [])];
      const joined = all.map((record, index) => joinIdOf(record) ?? `alone ${index}`);
      return {
        defender: defender ?? [],
        intune: intune ?? [],
        entra: entra ?? [],
        devices: new Set(joined).size,
      };
    },
    edit: (tenantId, edit) => stock.edit(tenantOf(tenantId), edit),
  };
}
