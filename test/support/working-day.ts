import type { Page } from '@playwright/test';
import { APPS } from '../cloud/sign-in/apps.ts';
import type { Cloud } from '../cloud/start-cloud.ts';
import { signInForApis } from './api-sign-in.ts';
import { type Bulkhead, expect } from './bulkhead.ts';
import { demoTenant, OPERATOR } from './demo-estate.ts';
import { signIn } from './sign-in.ts';

/** Contoso of the demo estate, as an operator would add it. */
export function contosoIn(cloud: Cloud) {
  const { id, name, domain } = demoTenant(cloud, 'Contoso');
  return { id, name, domain, cloud: 'global' } as const;
}

/**
 * What an operator does with a Bulkhead that is new: adds a tenant, signs in to its APIs, opens two of
 * its portals, and collects status and devices. Answers with the page of the first portal.
 */
export async function workADay(bulkhead: Bulkhead, cloud: Cloud): Promise<Page> {
  const contoso = contosoIn(cloud);
  await bulkhead.call('app', 'changeSettings', { clientIds: { global: APPS.bulkhead.clientId } });
  await bulkhead.call('tenants', 'add', contoso);
  await signInForApis(bulkhead, cloud, contoso.id, OPERATOR);
  const defender = await bulkhead.open(contoso.id, 'defender');
  await signIn(defender, cloud, OPERATOR);
  const entra = await bulkhead.open(contoso.id, 'entra');
  await expect(entra.getByTestId('portal-name')).toHaveText(/Entra/);
  await bulkhead.call('status', 'collect', { tenantIds: null });
  await bulkhead.call('inventory', 'collect', { tenantIds: null });
  const collected = async () => {
    const { rows, progress } = await bulkhead.call('status', 'get', {});
    return [rows.find(({ tenantId }) => tenantId === contoso.id)?.collectedAt, progress.isRunning];
  };
  await expect.poll(collected, { timeout: 60_000 }).toEqual([expect.any(String), false]);
  const devices = async () => {
    const { progress } = await bulkhead.call('inventory', 'get', {});
    return progress.isRunning;
  };
  await expect.poll(devices, { timeout: 60_000 }).toBe(false);
  return defender;
}
