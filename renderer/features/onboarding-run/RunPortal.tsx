import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { EngagementId, TenantId } from '../../../preload/contract/index.ts';
import type { RunStep } from '../../lib/run-steps.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { openStepPage } from '../../stores/run-actions.ts';
import { setPortalOf, setPortalShown } from '../../stores/run-store.ts';
import {
  activeViewOf,
  selectCompartment,
  selectTenantInFront,
  showView,
  useWorkspaceStore,
} from '../../stores/workspace-store.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Dismiss16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { Select } from '../../ui/Select.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { ViewPane } from '../tenant/index.ts';
import styles from './run.module.css';

interface RunPortalProps {
  readonly engagementId: EngagementId;
  readonly step: RunStep;
  readonly operator: string | null;
  readonly tenantId: TenantId;
}

/** The page of the step's tenant beside the step, in that tenant's compartment and no other. */
export function RunPortal({ engagementId, step, operator, tenantId }: RunPortalProps) {
  const tenant = useEstateStore(selectTenant(tenantId));
  const compartment = useWorkspaceStore(selectCompartment(tenantId));
  const isInFront = useWorkspaceStore((state) => state.selectedTenantId === tenantId);
  const view = activeViewOf(compartment);
  const isShown = isInFront && view !== null && tenant !== null;
  useEffect(() => {
    setPortalOf(isShown ? tenantId : null);
    return () => setPortalOf(null);
  }, [isShown, tenantId]);

  if (tenant === null) {
    return (
      <section className={styles['portal']} aria-label="Portal">
        <EmptyState title="The tenant of this step is no longer here">
          It was forgotten. What was done in it stays in the history.
        </EmptyState>
      </section>
    );
  }
  const views = compartment?.views ?? [];
  return (
    <section
      className={styles['portal']}
      aria-label={`Portal of ${visibleText(tenant.name)}`}
      style={{ '--tenant': tenant.colour } as React.CSSProperties}
    >
      <header className={styles['portalHead']}>
        <TenantTile initials={tenant.initials} colour={tenant.colour} />
        <Plain className={styles['portalName']}>{tenant.name}</Plain>
        <CloudTag cloud={tenant.cloud} />
        <span className={styles['space']} />
        {isShown && views.length > 1 && (
          <Select
            isSmall
            aria-label="Page"
            value={view.id as string}
            options={views.map(({ id, title }) => ({
              value: id as string,
              name: visibleText(title),
            }))}
            onChange={(id) => {
              const chosen = views.find((one) => one.id === id);
              if (chosen !== undefined) void showView({ tenantId, viewId: chosen.id });
            }}
          />
        )}
        <IconButton
          label="Hide the portal"
          icon={<Dismiss16Regular />}
          onClick={() => setPortalShown(false)}
        />
      </header>
      {isShown ? (
        <ViewPane tenant={tenant} view={view} />
      ) : (
        <div className={styles['portalRest']}>
          {view !== null ? (
            <EmptyState
              title="Another tenant is in front"
              actions={
                <Button onClick={() => void selectTenantInFront(tenantId)}>
                  Show this tenant’s page
                </Button>
              }
            >
              The page of this step’s tenant is open, but not in front.
            </EmptyState>
          ) : (
            <EmptyState
              title="No page is open here yet"
              actions={
                step.hasPage && (
                  <Button
                    onClick={() => void openStepPage({ engagementId, stepId: step.id, operator })}
                  >
                    Open the step’s page
                  </Button>
                )
              }
            >
              {!step.hasPage
                ? 'This step has no page of its own.'
                : 'The page opens in the compartment of this tenant, with its session alone.'}
            </EmptyState>
          )}
        </div>
      )}
    </section>
  );
}
