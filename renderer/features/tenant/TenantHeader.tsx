import type { Tenant, TenantProof } from '../../../preload/contract/index.ts';
import { needsOperator } from '../../lib/check-words.ts';
import { freshRow } from '../../lib/fresh-status.ts';
import { exactText } from '../../lib/moments.ts';
import { ACCESS_NAMES, ACCESS_TAGS, proofText } from '../../lib/tenant-words.ts';
import { copyText } from '../../stores/app-store.ts';
import { selectStatusRow, useStatusStore } from '../../stores/status-store.ts';
import { selectEnds, useOnboardingStore } from '../../stores/onboarding-store.ts';
import { selectSignIn, useIdentityStore } from '../../stores/identity-store.ts';
import { setSurface, type TenantSurface } from '../../stores/shell-store.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  CheckmarkCircle16Filled,
  Copy16Regular,
  ErrorCircle16Filled,
  QuestionCircle16Regular,
} from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { TenantTile } from '../../ui/TenantTile.tsx';
import styles from './tenant-header.module.css';

interface TenantHeaderProps {
  readonly tenant: Tenant;
  readonly proof: TenantProof | null;
  readonly surface: TenantSurface;
  readonly hasActiveView: boolean;
}

/** Which tenant this is, always on screen: tile, name, domain, proof, id, cloud, access path. */
export function TenantHeader({ tenant, proof, surface, hasActiveView }: TenantHeaderProps) {
  const access = ACCESS_TAGS[tenant.accessPath];
  const row = useStatusStore(selectStatusRow(tenant.id));
  const signIn = useIdentityStore(selectSignIn(tenant.id));
  const ends = useOnboardingStore(selectEnds(tenant.id));
  const needs = ends === null ? 0 : ends.ended + ends.soon + ends.drifted;
  const nowMs = useNow();
  const fresh = row === null ? null : freshRow(row, signIn, nowMs);
  const wanting = fresh?.cells.filter(({ state }) => needsOperator(state)).length ?? 0;
  return (
    <header className={styles['header']}>
      <TenantTile initials={tenant.initials} colour={tenant.colour} size="medium" />
      <div className={styles['who']}>
        <div className={styles['line']}>
          <h1 className={styles['name']}>
            <Plain>{tenant.name}</Plain>
          </h1>
          <Plain className={styles['domain']}>{tenant.domain}</Plain>
          <CloudTag cloud={tenant.cloud} />
          {access !== null && <Tag title={ACCESS_NAMES[tenant.accessPath]}>{access}</Tag>}
        </div>
        <div className={styles['line']}>
          <Proof proof={proof} />
          <span className={styles['id']}>{tenant.id}</span>
          <IconButton
            className={styles['copy'] ?? ''}
            label="Copy tenant id"
            icon={<Copy16Regular />}
            onClick={() => void copyText(tenant.id, 'Tenant id')}
          />
        </div>
      </div>
      <Tabs
        label="Pages of this tenant"
        value={surface === 'view' ? 'portals' : surface}
        tabs={[
          { value: 'portals', name: 'Portals' },
          { value: 'devices', name: 'Devices' },
          { value: 'status', name: 'Status', count: wanting, countWords: 'need you' },
          { value: 'onboarding', name: 'Onboarding', count: needs, countWords: 'need you' },
          { value: 'notes', name: 'Notes' },
        ]}
        onSelect={(tab) => {
          if (tab !== 'portals') setSurface(tenant.id, tab);
          else if (surface !== 'view' && surface !== 'portals')
            setSurface(tenant.id, hasActiveView ? 'view' : 'portals');
        }}
      />
    </header>
  );
}

/** The proof of the tenant in the page in front, as shape and words. */
function Proof({ proof }: { readonly proof: TenantProof | null }) {
  // Only a sign-in is shown with the mark of a proof; an address agrees, no more.
  const isNamed = proof?.state === 'proven' && proof.evidence === 'portal-url';
  const state = isNamed ? 'unproven' : (proof?.state ?? 'unproven');
  const at = proof?.state === 'proven' ? proof.provenAt : null;
  return (
    <span
      className={`${styles['proof'] ?? ''} ${styles[state] ?? ''}`}
      title={at === null ? undefined : exactText(at)}
    >
      {PROOF_ICONS[state]}
      {proofText(proof)}
    </span>
  );
}

const PROOF_ICONS: Readonly<Record<TenantProof['state'], React.ReactNode>> = {
  proven: <CheckmarkCircle16Filled />,
  unproven: <QuestionCircle16Regular />,
  mismatch: <ErrorCircle16Filled />,
};
