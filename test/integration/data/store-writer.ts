// Writes answers for ever and says which it has kept; the test kills it.
import { openStore } from '../../../main/data/store/open-store.ts';
import { createStatusStore } from '../../../main/data/status/status-store.ts';
import type { TenantId } from '../../../preload/contract/index.ts';

const [, , path = '', tenantId = ''] = process.argv;
const { db } = openStore({
  path,
  key: new Uint8Array(32).fill(7),
  nativeBinding: null,
  appVersion: '1.2.3',
  now: () => new Date(),
});
const store = createStatusStore(db);
for (let number = 1; ; number += 1) {
  const stamp = { source: String(number), collectedAt: null };
  store.saveAnswers(tenantId as TenantId, {
    groups: { kind: 'known', value: [`${number}`.repeat(500)], ...stamp },
    securityDefaults: { kind: 'known', value: { isEnabled: true }, ...stamp },
  });
  process.stdout.write(`${number}\n`);
}
