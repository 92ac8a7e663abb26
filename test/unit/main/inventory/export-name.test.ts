import { expect, it } from 'vitest';
import { exportName } from '../../../../main/inventory/export-name.ts';

const NOW = new Date('2026-11-20T23:59:00Z');

it.each([
  [null, 'csv', 'bulkhead-devices-2026-11-20.csv'],
  ['Fabrikam', 'xlsx', 'bulkhead-devices-fabrikam-2026-11-20.xlsx'],
  ['Müller & Söhne', 'jsonl', 'bulkhead-devices-muller-sohne-2026-11-20.jsonl'],
  ['../../etc/passwd', 'csv', 'bulkhead-devices-etc-passwd-2026-11-20.csv'],
  ['‮‮', 'csv', 'bulkhead-devices-2026-11-20.csv'],
  ['測試', 'csv', 'bulkhead-devices-2026-11-20.csv'],
] as const)('names the file of %s plainly', (name, format, expected) => {
  expect(exportName(name, format, NOW)).toBe(expected);
});
