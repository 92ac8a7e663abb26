import { describe, expect, it } from 'vitest';
import type { Portal, Tenant } from '../../../../preload/contract/index.ts';
import { anEngagement } from '../../../../renderer/bridge/fake/onboarding/engagement-data.ts';
import {
  MULTITENANT,
  stepIdOf,
} from '../../../../renderer/bridge/fake/onboarding/sample-checklists.ts';
import { demoEstate, largeEstate } from '../../../../renderer/bridge/fake/estates.ts';
import { portalsOf } from '../../../../renderer/bridge/fake/fake-portals.ts';
import {
  paletteEntries,
  type PaletteEntry,
  type PaletteInput,
} from '../../../../renderer/features/palette/palette-entries.ts';
import shipped from '../../../../resources/portals.json' with { type: 'json' };

const nothing = () => undefined;
const ACTIONS = [
  { id: 'add', name: 'Add tenant…', words: ['new'], run: nothing },
  { id: 'settings', name: 'Go to settings', words: ['preferences'], run: nothing },
  { id: 'theme-dark', name: 'Theme: dark', words: ['colours'], run: nothing },
];

function labelOf(entry: PaletteEntry): string {
  if (entry.kind === 'action') return entry.action.name;
  if (entry.kind === 'view') return entry.view.name;
  if (entry.kind === 'step') return `step ${entry.step.title}`;
  if (entry.kind === 'run')
    return `run ${entry.run.summary.title} for ${entry.run.target?.name ?? 'nobody'}`;
  if (entry.kind === 'device') return `${entry.device.name} of ${entry.tenant?.name ?? 'nobody'}`;
  if (entry.kind === 'portal') return `${entry.portal.name} of ${entry.tenant.name}`;
  return `${entry.tenant.name}, ${entry.tenant.domain}`;
}

function found(text: string, said: Partial<PaletteInput> = {}): string[] {
  const input = { text, tenants: demoEstate().tenants, actions: ACTIONS, portalsOf, ...said };
  return paletteEntries(input).map(labelOf);
}

/** A portal by the name that the product gives it. */
function asShipped(portal: Portal): Portal {
  const name = shipped.find(({ id }) => id === portal.id)?.name;
  if (name === undefined) throw new Error(`No portal ${portal.id} is shipped.`);
  return { ...portal, name };
}

describe('paletteEntries', () => {
  it('shows tenants in the order given and all actions at rest', () => {
    const labels = found('');

    expect(labels[0]).toBe('Contoso, contoso.com');
    expect(labels.slice(-3)).toEqual(['Add tenant…', 'Go to settings', 'Theme: dark']);
  });

  it('opens a portal of a tenant by a few letters of each, in either order', () => {
    expect(found('fab def')[0]).toBe('Defender of Fabrikam');
    expect(found('def fab')[0]).toBe('Defender of Fabrikam');
    expect(found('north tra int')[0]).toBe('Intune of Northwind Traders');
  });

  it('finds a portal by what comes after the maker’s name', () => {
    const named = (tenant: Tenant) => portalsOf(tenant).map((portal) => asShipped(portal));

    expect(found('con def', { portalsOf: named }).slice(0, 2)).toEqual([
      'Microsoft Defender of Contoso',
      'Defender multitenant management of Contoso',
    ]);
    expect(found('fabrikam microsoft entra', { portalsOf: named })[0]).toBe(
      'Microsoft Entra of Fabrikam',
    );
  });

  it('knows the words people use for portals', () => {
    expect(found('contoso mto')[0]).toBe('Defender multitenant management of Contoso');
    expect(found('contoso aad')[0]).toBe('Entra of Contoso');
  });

  it('offers no portal that the cloud does not have', () => {
    expect(found('tailspin defender')).toEqual([]);
    expect(found('tailspin azure')).toEqual(['Azure of Tailspin 玩具']);
  });

  it('offers no portals until they are known', () => {
    expect(found('fab def', { portalsOf: () => null })).toEqual([]);
  });

  it('finds actions by their other words', () => {
    expect(found('preferences')).toEqual(['Go to settings']);
    expect(found('dark')).toEqual(['Theme: dark']);
  });

  it('puts a tenant before actions that match as well', () => {
    expect(found('ad')[0]).toBe('Adatum, adatum.com');
  });

  it('stays short in a large estate', () => {
    expect(found('a', { tenants: largeEstate().tenants }).length).toBeLessThanOrEqual(30);
  });

  it('finds runs by checklist, tenants and owner, and steps of the run that is open', () => {
    const [source, target] = demoEstate().tenants;
    if (source === undefined || target === undefined) throw new Error('There are eight.');
    const { summary } = anEngagement({
      number: 1,
      checklist: MULTITENANT,
      source,
      target,
      owner: 'Mia',
    });
    const runs = [{ summary, source, target }];
    const steps = [
      {
        engagementId: summary.id,
        stepId: stepIdOf('start-sync'),
        title: 'Start the synchronization',
        tenant: source,
      },
    ];
    const name = 'run Defender multitenant management, sample for Fabrikam';
    expect(found('multitenant fabrikam', { runs, steps })).toContain(name);
    expect(found('mia run', { runs })).toContain(name);
    expect(found('synchron', { runs, steps })).toEqual(['step Start the synchronization']);
  });
});
