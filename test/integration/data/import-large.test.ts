import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

const READER = join(import.meta.dirname, 'import-reader.ts');
const ROWS = 100_000;
/** For a machine that is busy with other tests. */
const PATIENCE_MS = 10 * 60_000;

const Answer = z.object({
  source: z.string(),
  rows: z.number(),
  good: z.number(),
  records: z.number(),
  peakBytes: z.number(),
});

it('imports 100,000 devices without holding them', { timeout: PATIENCE_MS }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-large-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'DevicesWithInventory.csv');

  writeFile(path, 1_000);
  const small = readFile(path);
  writeFile(path, ROWS);
  const large = readFile(path);

  expect(large).toMatchObject({ source: 'intune-file', rows: ROWS, good: ROWS, records: ROWS });
  // The file once as bytes and once as text would be twice its size.
  expect(large.peakBytes - small.peakBytes).toBeLessThan(statSync(path).size);
});

/** Garbage is collected early, so that what is left is what is held. */
function readFile(path: string) {
  const flags = ['--max-old-space-size=40', '--max-semi-space-size=4'];
  const reader = spawnSync(process.execPath, [...flags, READER, path], { encoding: 'utf8' });
  return Answer.parse(JSON.parse(reader.stdout));
}

function writeFile(path: string, rows: number): void {
  const fd = openSync(path, 'w');
  writeSync(
    fd,
    'Device ID,Device name,Enrollment date,Last check-in,Azure AD Device ID,OS version,Serial number,Manufacturer,Model,Wi-Fi MAC,Primary user UPN,Compliance,Managed by,Ownership,Encrypted,OS,Note\r\n',
  );
  const note = 'what somebody wrote about this device '.repeat(10);
  for (let from = 0; from < rows; from += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_none, index) => {
      const n = (from + index).toString(16).padStart(12, '0');
      return `aaaaaaaa-0000-4000-8000-${n},PC-${n},11/20/2026 3:04:05 PM,03/04/2026 1:02:03 AM,bbbbbbbb-0000-4000-8000-${n},10.0.22631.3447,SN${n},Contoso,"Laptop, 15""",${n},user${n}@contoso.com,Compliant,Intune,Company,True,Windows,${note}\r\n`;
    });
    writeSync(fd, lines.join(''));
  }
  closeSync(fd);
}
