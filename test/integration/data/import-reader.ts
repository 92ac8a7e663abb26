// Imports a file into nothing, and says what it read and the most memory it had.
import { createImports } from '../../../main/data/inventory/import/imports.ts';
import { TenantId } from '../../../preload/contract/index.ts';

const [, , path = ''] = process.argv;
let records = 0;
const imports = createImports({
  store: {
    *replaceFile(_tenantId, _source, all) {
      for (const { raw } of all) {
        if (raw !== '') records += 1;
        yield null;
      }
      return { added: records, changed: 0, removed: 0 };
    },
    sourcesOf: () => [],
    devicesOf: () => [],
    get: () => null,
  },
  apply: () => undefined,
  now: () => new Date(),
  random: (size) => new Uint8Array(size),
});
const tenantId = TenantId.parse('10000000-0000-4000-8000-000000000001');
const preview = await imports.preview(tenantId, path);
await imports.apply(preview.importId, preview.exportedAt);
const { rows, good, source } = preview;
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ source, rows, good, records, peakBytes }));
