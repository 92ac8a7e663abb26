import type { Cloud } from '../../../preload/contract/tenants.ts';
import type { AppKey } from '../estates/estate.ts';

export type PortalKey = Exclude<AppKey, 'bulkhead'>;

/**
 * Portal hosts per cloud; the first is where links point, the others answer as well. Written down
 * here and not read from the application's own lists, so that a wrong name there is noticed.
 *
 * Sources: Microsoft's "National clouds" page, the Azure Government and 21Vianet developer guides,
 * the Defender for US Government page (security.microsoft.us, security.apps.mil), the entitlement
 * management pages (myaccess.microsoft.us), the GCC High and DoD service descriptions
 * (portal.office365.us, portal.apps.mil).
 */
export const PORTAL_HOSTS: Readonly<
  Record<PortalKey, Readonly<Partial<Record<Cloud, readonly [string, ...string[]]>>>>
> = {
  defender: {
    global: ['security.microsoft.com'],
    'gcc-high': ['security.microsoft.us'],
    dod: ['security.apps.mil'],
  },
  entra: {
    global: ['entra.microsoft.com'],
    'gcc-high': ['entra.microsoft.us'],
    dod: ['entra.microsoft.us'],
    china: ['entra.microsoftonline.cn', 'entra.microsoft.cn'],
  },
  azure: {
    global: ['portal.azure.com'],
    'gcc-high': ['portal.azure.us'],
    dod: ['portal.azure.us'],
    china: ['portal.azure.cn'],
  },
  intune: {
    global: ['intune.microsoft.com'],
    'gcc-high': ['intune.microsoft.us'],
    dod: ['intune.microsoft.us'],
    china: ['intune.microsoft.cn', 'intune.microsoftonline.cn'],
  },
  'my-account': {
    global: ['myaccount.microsoft.com'],
    'gcc-high': ['myaccount.microsoft.us', 'myaccount.azure.us'],
    dod: ['myaccount.microsoft.us', 'myaccount.azure.us'],
    china: ['myaccount.windowsazure.cn', 'myaccount.microsoft.cn'],
  },
  'my-access': {
    global: ['myaccess.microsoft.com'],
    'gcc-high': ['myaccess.microsoft.us'],
    dod: ['myaccess.microsoft.us'],
    china: ['myaccess.microsoft.cn'],
  },
  'defender-mto': { global: ['mto.security.microsoft.com'] },
  'm365-admin': {
    global: ['admin.cloud.microsoft', 'admin.microsoft.com'],
    'gcc-high': ['portal.office365.us', 'admin.microsoft.us'],
    dod: ['portal.apps.mil'],
    china: ['portal.partner.microsoftonline.cn'],
  },
};
