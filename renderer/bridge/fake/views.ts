import type {
  Compartment,
  PortalId,
  SignInBlock,
  Tenant,
  TenantId,
  View,
  ViewId,
} from '../../../preload/contract/index.ts';
import { minutesAgo } from './estates.ts';
import { portalsOf } from './fake-portals.ts';

/** A page of a tenant's portal that loaded and proved its tenant; say only what differs. */
export function aView(
  number: number,
  tenant: Tenant,
  portalId: PortalId | null,
  said: Partial<View> = {},
): View {
  const portal = portalsOf(tenant).find(({ id }) => id === portalId);
  return {
    id: `v${String(number)}` as ViewId,
    portalId,
    title: portal?.name ?? 'Export settings',
    shownUrl: `${portal?.host ?? 'login.microsoftonline.com'}/${PATHS[portalId ?? 'azure'] ?? ''}`,
    state: 'ready',
    problem: null,
    canGoBack: true,
    canGoForward: false,
    zoomPercent: 100,
    proof: { state: 'proven', evidence: 'sign-in-response', provenAt: minutesAgo(18) },
    signInBlock: null,
    ...said,
  };
}

const PATHS: Readonly<Partial<Record<PortalId, string>>> = {
  defender: 'machines',
  entra: 'conditional-access/policies',
  azure: 'home',
  intune: 'devices/compliance',
  'my-account': 'organizations',
};

export function aCompartment(
  tenantId: TenantId,
  views: readonly View[],
  activeViewId: ViewId | null = views[0]?.id ?? null,
): Compartment {
  return { tenantId, views: [...views], activeViewId };
}

export const DEVICE_BLOCK: SignInBlock = {
  code: '53000',
  title: 'This tenant wants a compliant device',
  explanation:
    'Conditional Access asks for a device that the tenant knows as compliant. A page inside Bulkhead cannot show the device’s claim. The managed browser can, if this device is enrolled.',
  correlationId: '5f1c2f60-0c5a-4f55-9d0e-2b1a6a3e7d11',
  mayHandOff: true,
};
