import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { Tenant, TenantStatus } from '../../../preload/contract/index.ts';
import { freshFinding } from '../../lib/fresh-status.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { selectSignIn, useIdentityStore } from '../../stores/identity-store.ts';
import {
  collect,
  loadTenantStatus,
  selectDetail,
  useStatusStore,
} from '../../stores/status-store.ts';
import { CollectedAge } from '../../ui/CollectedAge.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ArrowSync16Regular, Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { useNow } from '../../ui/use-now.ts';
import { FindingList } from './FindingList.tsx';
import { reasonsOf } from './order.ts';
import { PolicyTable } from './PolicyTable.tsx';
import { RoleList } from './RoleList.tsx';
import { SignInSection } from './SignInSection.tsx';
import styles from './tenant-status.module.css';

/** A tenant's status: what is so and why, and the shortest way out of what is not as it should be. */
export function TenantStatusPage({ tenant }: { readonly tenant: Tenant }) {
  const detail = useStatusStore(selectDetail(tenant.id));
  useEffect(() => void loadTenantStatus(tenant.id), [tenant.id]);
  if (detail.status === 'loading') return <p className={styles['wait']}>Reading the status…</p>;
  return (
    <div className={styles['page']} role="tabpanel" aria-label="Status" tabIndex={-1}>
      {detail.status === 'failed' ? (
        <EmptyState
          title="The status could not be read"
          actions={<Button onClick={() => void loadTenantStatus(tenant.id)}>Try again</Button>}
        >
          {detail.message}
        </EmptyState>
      ) : (
        <Status tenant={tenant} status={detail.tenant} />
      )}
    </div>
  );
}

function Status({ tenant, status }: { readonly tenant: Tenant; readonly status: TenantStatus }) {
  const signIn = useIdentityStore(selectSignIn(tenant.id));
  const nowMs = useNow();
  const findings = status.findings.map((finding) => freshFinding(finding, signIn, nowMs));
  const { needsYou, notKnown, inOrder } = reasonsOf(findings);
  const isCollected = findings.some(({ state }) => state !== 'not-collected');
  return (
    <>
      <Head status={status} wanting={needsYou.length} isCollected={isCollected} />
      <div className={styles['columns']}>
        <div className={styles['reasons']}>
          {!isCollected && (
            <EmptyState title="Nothing was collected from this tenant yet">
              Sign in for status if you are signed out, then collect. Bulkhead reads and changes
              nothing.
            </EmptyState>
          )}
          {isCollected && (
            <>
              <FindingList
                title="Needs you"
                findings={needsYou}
                tenantId={tenant.id}
                whenEmpty={
                  notKnown.length === 0
                    ? 'Nothing. Every check that could be answered is in order.'
                    : 'Nothing that is known.'
                }
              />
              <FindingList
                title="Not known or not enforced"
                findings={notKnown}
                tenantId={tenant.id}
              />
            </>
          )}
        </div>
        <div className={styles['facts']}>
          <SignInSection tenant={tenant} />
          <RoleList roles={status.roles} finding={findings.find(isOfRoles) ?? null} />
        </div>
      </div>
      {isCollected && (
        <PolicyTable
          policies={status.policies}
          finding={findings.find(({ checkId }) => checkId === 'conditional-access') ?? null}
        />
      )}
      <FindingList title="In order" findings={inOrder} tenantId={tenant.id} />
    </>
  );
}

const isOfRoles = ({ checkId }: { readonly checkId: string }) => checkId === 'roles';

interface HeadProps {
  readonly status: TenantStatus;
  readonly wanting: number;
  readonly isCollected: boolean;
}

/** How old it is, as whom it was collected, and the button that collects again. */
function Head({ status, wanting, isCollected }: HeadProps) {
  const isRunning = useStatusStore((state) => state.progress.isRunning);
  const isOnline = useAppStore((state) => state.isOnline);
  return (
    <header className={styles['head']}>
      <div className={styles['headWords']}>
        <h2 className={styles['title']}>
          {wanting === 0
            ? isCollected
              ? 'Nothing that is known needs you'
              : 'Not collected yet'
            : `${String(wanting)} ${wanting === 1 ? 'thing needs' : 'things need'} you`}
        </h2>
        <p className={styles['quiet']}>
          {status.collectedAt === null ? (
            'Never collected'
          ) : (
            <>
              Collected <CollectedAge iso={status.collectedAt} />
            </>
          )}
          {status.account !== null && (
            <>
              {' '}
              as <Plain>{status.account}</Plain>
            </>
          )}
          {!isOnline && '. This device is offline: these are the last known figures'}
        </p>
        {status.problem !== null && (
          <p className={styles['problem']} role="status">
            <Warning16Filled />
            <span>
              The last collection did not get through: <Plain>{status.problem}</Plain>
            </span>
          </p>
        )}
      </div>
      <Button
        size="small"
        icon={<ArrowSync16Regular />}
        disabled={!isOnline}
        onClick={() => void collect([status.tenantId])}
      >
        {isRunning ? 'Collect this one too' : 'Collect now'}
      </Button>
    </header>
  );
}
