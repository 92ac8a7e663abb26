import type { PortalKey } from '../hosts/portal-hosts.ts';
import type { TableKey } from './sample-rows.ts';

export type PortalView = { path: string; title: string; table: TableKey };

/** What a portal is called here and which of its pages can be clicked through. */
export type PortalEntry = { name: string; views: readonly [PortalView, ...PortalView[]] };

export const CATALOGUE: Readonly<Record<PortalKey, PortalEntry>> = {
  defender: {
    name: 'Defender',
    views: [
      { path: '/', title: 'Home', table: 'incidents' },
      { path: '/incidents', title: 'Incidents', table: 'incidents' },
      { path: '/machines', title: 'Devices', table: 'devices' },
      { path: '/v2/advanced-hunting', title: 'Advanced hunting', table: 'devices' },
      { path: '/securescore', title: 'Secure score', table: 'policies' },
    ],
  },
  entra: {
    name: 'Entra admin center',
    views: [
      { path: '/', title: 'Overview', table: 'people' },
      { path: '/users', title: 'Users', table: 'people' },
      { path: '/conditional-access', title: 'Conditional Access', table: 'policies' },
      { path: '/devices', title: 'Devices', table: 'devices' },
    ],
  },
  azure: {
    name: 'Azure portal',
    views: [
      { path: '/', title: 'Home', table: 'resources' },
      { path: '/resources', title: 'All resources', table: 'resources' },
    ],
  },
  intune: {
    name: 'Intune admin center',
    views: [
      { path: '/', title: 'Overview', table: 'devices' },
      { path: '/devices', title: 'Devices', table: 'devices' },
      { path: '/compliance', title: 'Compliance policies', table: 'policies' },
    ],
  },
  'my-account': {
    name: 'My Account',
    views: [
      { path: '/organizations', title: 'Organizations', table: 'organizations' },
      { path: '/security-info', title: 'Security info', table: 'policies' },
    ],
  },
  'my-access': {
    name: 'My Access',
    views: [{ path: '/', title: 'Access packages', table: 'packages' }],
  },
  'defender-mto': {
    name: 'Defender multitenant management',
    views: [
      { path: '/', title: 'Home', table: 'incidents' },
      { path: '/settings', title: 'Settings', table: 'organizations' },
    ],
  },
  'm365-admin': {
    name: 'Microsoft 365 admin center',
    views: [
      { path: '/', title: 'Home', table: 'people' },
      { path: '/users', title: 'Active users', table: 'people' },
    ],
  },
};

/** The view of a path without its tenant part; deep links that have none get one of their own. */
export function viewOfPath(portal: PortalKey, path: string): PortalView {
  const { views } = CATALOGUE[portal];
  const clean = path === '/' ? path : path.replace(/\/$/, '');
  return (
    views.find((view) => view.path === clean) ?? {
      path: clean,
      title: clean === '/' ? views[0].title : clean,
      table: views[0].table,
    }
  );
}
