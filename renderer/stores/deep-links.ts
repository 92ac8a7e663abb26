import type { DeepLink } from '../../preload/contract/index.ts';
import { tell } from './app-store.ts';
import { goToDevices } from './device-navigation.ts';
import { goToDeviceView, readDeviceView } from './device-views-store.ts';
import { useEstateStore } from './estate-store.ts';
import { goToPage, goToRun, goToStatus, goToTenant, goToTenantOnboarding } from './navigation.ts';
import { useOnboardingStore } from './onboarding-store.ts';
import { leaveRun } from './run-store.ts';
import { openDialog, setSurface, useShellStore } from './shell-store.ts';
import { selectTenantInFront } from './workspace-store.ts';

/** Asks before anything on the screen changes: whoever made the link is not known. */
export function receiveLink(link: DeepLink): void {
  const problem = problemOf(link);
  if (problem !== null) tell(`A link of another program was not opened. ${problem}`);
  else openDialog({ kind: 'link', link });
}

function problemOf(link: DeepLink): string | null {
  if (useShellStore.getState().dialog !== null) {
    return 'A dialog is open. Close it, then open the link again.';
  }
  switch (link.kind) {
    case 'page':
      return null;
    case 'tenant': {
      const { byId } = useEstateStore.getState();
      return Object.hasOwn(byId, link.tenantId) ? null : 'Its tenant is not in your list.';
    }
    case 'run': {
      // Of a link that Bulkhead was started with, the runs may not be read yet.
      const { status, runs } = useOnboardingStore.getState();
      const isThere = runs.some(({ id }) => id === link.engagementId);
      return isThere || status !== 'ready' ? null : 'Its run of a checklist is not on this device.';
    }
    case 'device-view': {
      const read = readDeviceView(link.text);
      return read.ok ? null : read.message;
    }
  }
}

/** Goes where a link leads, as if the operator had gone there. */
export async function followLink(link: DeepLink): Promise<void> {
  switch (link.kind) {
    case 'page':
      return goToPage(link.page);
    case 'run':
      return goToRun(link.engagementId);
    case 'device-view': {
      const read = readDeviceView(link.text);
      return read.ok ? goToDeviceView(read.view) : undefined;
    }
    case 'tenant': {
      const { tenantId, surface } = link;
      switch (surface) {
        case null:
          return goToTenant(tenantId);
        case 'devices':
          return goToDevices(tenantId);
        case 'status':
          return goToStatus(tenantId);
        case 'onboarding':
          return goToTenantOnboarding(tenantId);
        case 'notes':
          leaveRun();
          setSurface(tenantId, 'notes');
          return selectTenantInFront(tenantId);
      }
    }
  }
}
