import { describe, expect, it } from 'vitest';
import { demoEstate, largeEstate } from '../../../../renderer/bridge/fake/estates.ts';
import { portalsOf } from '../../../../renderer/bridge/fake/fake-portals.ts';
import {
  paletteEntries,
  type PaletteEntry,
  type PaletteInput,
} from '../../../../renderer/features/palette/palette-entries.ts';

const nothing = () => undefined;
const ACTIONS = [
  { id: 'add', name: 'Add tenant…', words: ['new'], run: nothing },
  { id: 'settings', name: 'Go to settings', words: ['preferences'], run: nothing },
  { id: 'theme-dark', name: 'Theme: dark', words: ['colours'], run: nothing },
];

function labelOf(entry: PaletteEntry): string {
  if (entry.kind === 'action') return entry.action.name;
  if (entry.kind === 'portal') return `${entry.portal.name} of ${entry.tenant.name}`;
  return `${entry.tenant.name}, ${entry.tenant.domain}`;
}

function found(text: string, said: Partial<PaletteInput> = {}): string[] {
  const input = { text, tenants: demoEstate().tenants, actions: ACTIONS, portalsOf, ...said };
  return paletteEntries(input).map(labelOf);
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
});
