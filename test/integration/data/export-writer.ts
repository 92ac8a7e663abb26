// Exports made-up devices: `<path> <format> <rows>`, first a tenth of them, so that what a process
// needs once is not counted. Says how much more memory the whole took at its most.
import { exportDevices } from '../../../main/data/inventory/export/export-devices.ts';
import type { ColumnId } from '../../../preload/contract/device-columns.ts';
import type { DeviceExportFormat, DeviceRow, TenantId } from '../../../preload/contract/index.ts';

const [, , path = '', format = 'csv', rows = '0'] = process.argv;
const TENANT = '9d220a52-3c1e-4c58-9d0e-1b5e3a9f2201' as TenantId;
const COLUMNS: readonly ColumnId[] = ['name', 'tenant', 'risk', 'tags', 'user', 'lastSeen'];
const LONG = 'a tag that says much about a device '.repeat(10);

const walkOf = (total: number) => ({
  total,
  *blocks(size: number): Generator<readonly DeviceRow[]> {
    for (let from = 0; from < total; from += size) {
      yield Array.from({ length: Math.min(size, total - from) }, (_, index) => ({
        id: (from + index) as DeviceRow['id'],
        tenantId: TENANT,
        cells: [`device-${from + index}`, TENANT, 'high', [LONG, `${index}`], null, 1_772_600_767],
      }));
    }
  },
});

let peak = 0;
async function run(total: number): Promise<number> {
  peak = 0;
  await exportDevices({
    walk: walkOf(total),
    query: {
      filter: {
        tenantIds: null,
        search: '',
        facets: {},
        isNew: false,
        stale: null,
        staleAfterDays: 30,
        isChanged: false,
      },
      sort: [],
    },
    columns: COLUMNS,
    format: format as DeviceExportFormat,
    path,
    tenants: [
      {
        id: TENANT,
        name: 'Contoso',
        domain: 'contoso.example',
        collectedAt: null,
        isPartial: false,
      },
    ],
    appVersion: '1',
    now: new Date(),
    signal: new AbortController().signal,
    onProgress: (done) => {
      peak = Math.max(peak, process.memoryUsage.rss());
      if (done === 5_000) process.stdout.write('writing\n');
    },
  });
  return peak;
}

const before = await run(Number(rows) / 10);
const after = await run(Number(rows));
process.stdout.write(`grew ${after - before}\n`);
