import { Button } from '@fluentui/react-components';
import type { DeepLink, TenantId } from '../../../preload/contract/index.ts';
import { followLink } from '../../stores/deep-links.ts';
import { readDeviceView } from '../../stores/device-views-store.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantLine } from '../../ui/TenantLine.tsx';

interface LinkDialogProps {
  readonly link: DeepLink;
  readonly onClose: () => void;
}

type PageLink = Extract<DeepLink, { kind: 'page' }>;
type TenantLink = Extract<DeepLink, { kind: 'tenant' }>;

const PAGES: Readonly<Record<PageLink['page'], string>> = {
  overview: 'The overview',
  devices: 'The devices of all tenants',
  'status-matrix': 'The status matrix',
  'trust-matrix': 'The trust matrix',
  onboarding: 'Onboarding',
  journal: 'The journal',
  egress: 'Egress',
  settings: 'Settings',
  about: 'About',
};

const SURFACES: Readonly<Record<NonNullable<TenantLink['surface']>, string>> = {
  devices: 'Devices of this tenant',
  status: 'Status of this tenant',
  onboarding: 'Onboarding of this tenant',
  notes: 'Notes on this tenant',
};

/** Asks whether to go where a link of another program leads. */
export function LinkDialog({ link, onClose }: LinkDialogProps) {
  const go = () => {
    onClose();
    void followLink(link);
  };
  return (
    <ModalDialog
      size="small"
      title="Show what a link leads to?"
      onClose={onClose}
      onSubmit={go}
      actions={
        <>
          <Button type="submit" appearance="primary">
            Show
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <p>Another program opened a link to this place in Bulkhead:</p>
      <Place link={link} />
    </ModalDialog>
  );
}

function Place({ link }: { readonly link: DeepLink }) {
  switch (link.kind) {
    case 'page':
      return (
        <p>
          <strong>{PAGES[link.page]}</strong>
        </p>
      );
    case 'tenant':
      return (
        <>
          <TenantOf id={link.tenantId} />
          {link.surface !== null && <p>{SURFACES[link.surface]}</p>}
        </>
      );
    case 'run':
      return <Run link={link} />;
    case 'device-view': {
      const read = readDeviceView(link.text);
      return (
        <p>
          A list of devices, called “<Plain>{read.ok ? read.view.name : ''}</Plain>”. It is shown
          and not kept.
        </p>
      );
    }
  }
}

function Run({ link }: { readonly link: Extract<DeepLink, { kind: 'run' }> }) {
  const run = useOnboardingStore(
    ({ runs }) => runs.find(({ id }) => id === link.engagementId) ?? null,
  );
  if (run === null) return <p>A run of a checklist</p>;
  return (
    <>
      <p>A run of a checklist, for</p>
      <TenantOf id={run.targetId} />
    </>
  );
}

function TenantOf({ id }: { readonly id: TenantId }) {
  const tenant = useEstateStore(selectTenant(id));
  return tenant === null ? null : <TenantLine tenant={tenant} />;
}
