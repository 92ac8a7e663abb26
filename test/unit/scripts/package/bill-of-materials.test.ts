import { describe, expect, it } from 'vitest';
import { cutDown } from '../../../../scripts/package/bill-of-materials.mjs';

const component = (name: string, version: string, more: object = {}) => ({
  'bom-ref': `${name}@${version}`,
  name,
  version,
  ...more,
});
const development = { properties: [{ name: 'cdx:npm:package:development', value: 'true' }] };

const WHOLE = {
  serialNumber: 'urn:uuid:random',
  metadata: {
    timestamp: '2030-01-01T00:00:00.000Z',
    component: { ...component('bulkhead', '1.0.0'), name: 'package' },
  },
  components: [
    component('zod', '4.0.0', development),
    component('msal', '7.0.0'),
    component('vitest', '5.0.0', development),
  ],
  dependencies: [
    { ref: 'bulkhead@1.0.0', dependsOn: ['msal@7.0.0', 'vitest@5.0.0', 'zod@4.0.0'] },
    { ref: 'vitest@5.0.0', dependsOn: ['zod@4.0.0'] },
    { ref: 'msal@7.0.0', dependsOn: ['vitest@5.0.0'] },
  ],
};
const SHIPPED = [
  { path: 'node_modules/msal', name: 'msal', version: '7.0.0', isBundled: false },
  { path: 'node_modules/zod', name: 'zod', version: '4.0.0', isBundled: true },
];
const OPTIONS = {
  whole: WHOLE,
  shipped: SHIPPED,
  added: [component('electron', '45.0.0')],
  date: new Date('2026-11-30T00:00:00Z'),
};

describe('the bill of materials', () => {
  it('has what is shipped, and nothing that only tools use', () => {
    const bill = cutDown(OPTIONS);

    expect(bill.components.map((one) => one['bom-ref'])).toEqual([
      'electron@45.0.0',
      'msal@7.0.0',
      'zod@4.0.0',
    ]);
    expect(bill.components[2]).toMatchObject({ scope: 'required', properties: [] });
    expect(bill.dependencies).toEqual([
      { ref: 'bulkhead@1.0.0', dependsOn: ['electron@45.0.0', 'msal@7.0.0', 'zod@4.0.0'] },
      { ref: 'msal@7.0.0', dependsOn: [] },
    ]);
    expect(bill.metadata.component.name).toBe('bulkhead');
  });

  it('is the same for the same input, and has another number for another', () => {
    const first = cutDown(OPTIONS);
    const again = cutDown({ ...OPTIONS, whole: { ...WHOLE, serialNumber: 'urn:uuid:other' } });
    const other = cutDown({ ...OPTIONS, added: [component('electron', '45.0.1')] });

    expect(again).toEqual(first);
    expect(first.metadata.timestamp).toBe('2026-11-30T00:00:00.000Z');
    expect(first.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(other.serialNumber).not.toBe(first.serialNumber);
  });

  it('is refused when npm does not know a package that is shipped', () => {
    const unknown = { path: 'node_modules/x', name: 'x', version: '1.0.0', isBundled: true };

    expect(() => cutDown({ ...OPTIONS, shipped: [...SHIPPED, unknown] })).toThrow('x@1.0.0');
  });
});
