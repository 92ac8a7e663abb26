import type { TenantId, WayOut } from '../../preload/contract/index.ts';
import { copyConsentLink } from './identity-store.ts';
import { goToPortal } from './navigation.ts';
import { signInInFront } from './sign-in-page.ts';
import { collect } from './status-store.ts';
import { handOff } from './workspace-store.ts';

/** Does what a way out of a finding says. */
export async function takeWayOut(tenantId: TenantId, way: WayOut): Promise<void> {
  switch (way.kind) {
    case 'sign-in':
      return await signInInFront(tenantId);
    case 'do-mfa':
      return await signInInFront(tenantId, null, true);
    case 'ask-consent':
      return await copyConsentLink(tenantId);
    case 'hand-off':
      return await handOff(tenantId, way.portalId);
    case 'open-portal':
      return await goToPortal(tenantId, way.portalId);
    case 'collect':
      return await collect([tenantId]);
  }
}
