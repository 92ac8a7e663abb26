import { Button } from '@fluentui/react-components';
import type { Tenant, TenantId, TenantProof, View } from '../../../preload/contract/index.ts';
import { clockText, exactText } from '../../lib/moments.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { copyText } from '../../stores/app-store.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { openDialog, setSurface } from '../../stores/shell-store.ts';
import { resolveMismatch } from '../../stores/workspace-store.ts';
import { ErrorCircle24Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import styles from './view-panel.module.css';

type Mismatch = TenantProof & { readonly state: 'mismatch' };

interface MismatchPanelProps {
  readonly tenant: Tenant;
  readonly view: View;
  readonly proof: Mismatch;
}

/** Covers a page of another tenant until the operator decides. Going back has the focus. */
export function MismatchPanel({ tenant, view, proof }: MismatchPanelProps) {
  const other = useEstateStore(selectTenant(proof.pageTenantId));
  const ref = { tenantId: tenant.id, viewId: view.id };
  const otherName = other?.name ?? proof.pageTenantName;
  const evidence =
    proof.evidence === 'sign-in-response' ? 'the sign-in response' : 'the address of the page';

  const openThere = async () => {
    if (await resolveMismatch(ref, 'open-in-right-compartment')) {
      setSurface(proof.pageTenantId, 'view');
    }
  };
  const details = [
    `Page of another tenant in the compartment of ${visibleText(tenant.name)}`,
    `Compartment: ${visibleText(tenant.name)}, ${tenant.domain}, ${tenant.id}`,
    `Page: ${visibleText(otherName ?? 'not in the estate')}, ${proof.pageTenantId}`,
    `Address: ${view.shownUrl}`,
    `Seen in: ${evidence}, ${exactText(proof.seenAt)}`,
  ].join('\n');

  return (
    <div className={styles['mismatch']}>
      <section
        role="alertdialog"
        aria-labelledby="mismatch-title"
        aria-describedby="mismatch-text"
        className={styles['card']}
      >
        <h2 id="mismatch-title" className={styles['head']}>
          <ErrorCircle24Filled className={styles['danger'] ?? ''} />
          This page belongs to another tenant
        </h2>
        <p id="mismatch-text" className={styles['text']}>
          You are in{' '}
          <b>
            <Plain>{tenant.name}</Plain>
          </b>
          , but {evidence} names{' '}
          {otherName === null ? (
            'a tenant that is not in your estate'
          ) : (
            <b>
              <Plain>{otherName}</Plain>
            </b>
          )}
          . The page is covered and can do nothing until you decide.
        </p>
        <div className={styles['sides']}>
          <Side part="You are in" name={tenant.name} id={tenant.id} tenant={tenant} />
          <Side
            part="The page belongs to"
            name={otherName ?? 'Not in your estate'}
            id={proof.pageTenantId}
            tenant={other}
          />
        </div>
        <p className={styles['text']}>
          Seen at {clockText(proof.seenAt)} in {evidence}.
        </p>
        <div className={styles['actions']}>
          <Button
            autoFocus
            appearance="primary"
            onClick={() => void resolveMismatch(ref, 'go-back')}
          >
            Go back
          </Button>
          {other === null ? (
            <Button
              onClick={() =>
                openDialog({
                  kind: 'add-tenant',
                  tenantId: proof.pageTenantId,
                  name: proof.pageTenantName ?? '',
                })
              }
            >
              Add this tenant…
            </Button>
          ) : (
            <Button onClick={() => void openThere()}>
              Open in&nbsp;<Plain>{other.name}</Plain>
            </Button>
          )}
          <Button appearance="subtle" onClick={() => void copyText(details, 'Details')}>
            Copy details
          </Button>
        </div>
      </section>
    </div>
  );
}

interface SideProps {
  readonly part: string;
  readonly name: string;
  readonly id: TenantId;
  readonly tenant: Tenant | null;
}

function Side({ part, name, id, tenant }: SideProps) {
  return (
    <div
      className={styles['side']}
      style={tenant === null ? undefined : ({ '--tenant': tenant.colour } as React.CSSProperties)}
    >
      <span className={styles['role']}>{part}</span>
      <span className={styles['tenant']}>
        <TenantTile
          initials={tenant?.initials ?? '?'}
          colour={tenant?.colour ?? '#616161'}
          size="medium"
        />
        <Plain className={styles['tenantName']}>{name}</Plain>
      </span>
      <span className={styles['tenantId']}>{id}</span>
    </div>
  );
}
