// Completes steps with evidence for ever and says which it has kept; the test kills it.
import { begin, complete, completed, openIn } from './an-onboarding.ts';

const [, , dir = ''] = process.argv;
const store = openIn(dir);
process.stdout.write(`opened ${store.storage}\n`);
if (store.rows.engagements().length === 0) begin(store);
for (let number = completed(store) + 1; ; number += 1) {
  complete(store, number, 20_000);
  process.stdout.write(`${number}\n`);
}
