import { describe, expect, it } from 'vitest';
import { contract, type Envelope, type Method } from '../../../../preload/contract/index.ts';
import { makeFakeBridge } from '../../../../renderer/bridge/fake/fake-bridge.ts';
import { SCENARIOS } from '../../../../renderer/bridge/fake/scenarios.ts';

const names = Object.keys(SCENARIOS);

function bridgeOf(name: string) {
  const world = SCENARIOS[name]?.();
  if (world === undefined) throw new Error(`There is no scenario ${name}.`);
  return makeFakeBridge(world).bridge;
}

describe('the fake bridge', () => {
  it('has every member of the contract and no other', () => {
    const bridge = bridgeOf('portal');
    for (const [area, members] of Object.entries(contract)) {
      const expected = Object.entries(members).map(([name, { kind }]) =>
        kind === 'event' ? `on${name.charAt(0).toUpperCase()}${name.slice(1)}` : name,
      );
      expect(Object.keys(bridge[area as keyof typeof bridge]).sort()).toEqual(expected.sort());
    }
  });

  // A gallery that shows what main can never send would prove nothing.
  it.each(names)('answers as the contract allows in the scenario %s', async (name) => {
    const { app, tenants, compartments, egress, identity, status, updates } = bridgeOf(name);
    const answers: (readonly [Method, Envelope<unknown>])[] = [
      [contract.tenants.get, await tenants.get({})],
      [contract.compartments.get, await compartments.get({})],
      [contract.app.listRefusedHosts, await app.listRefusedHosts({})],
      [contract.tenants.previewImport, await tenants.previewImport({})],
      [contract.app.getStart, await app.getStart({})],
      [contract.identity.get, await identity.get({})],
      [contract.status.get, await status.get({})],
      [contract.status.getTrust, await status.getTrust({})],
      [contract.egress.get, await egress.get({})],
      [contract.updates.check, await updates.check({})],
      [contract.updates.get, await updates.get({})],
    ];

    const estate = await tenants.get({});
    if (!estate.ok) throw new Error('The estate is always there.');
    for (const { id } of estate.value.tenants.slice(0, 10)) {
      const portals = await compartments.portals({ tenantId: id });
      if (!portals.ok) throw new Error('Every tenant has portals.');
      expect(() => contract.compartments.portals.output.parse(portals.value)).not.toThrow();
      const found = await status.getTenant({ tenantId: id });
      answers.push([contract.status.getTenant, found]);
    }
    const known = await identity.get({});
    if (!known.ok) throw new Error('Accounts can always be read.');
    for (const { id } of known.value.accounts) {
      const reached = await identity.discover({ accountId: id });
      answers.push([contract.identity.discover, reached]);
    }

    const refused = answers.filter(
      ([method, answer]) => answer.ok && !method.output.safeParse(answer.value).success,
    );
    expect(refused).toEqual([]);
  });
});
