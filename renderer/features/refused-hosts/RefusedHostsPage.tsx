import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { RefusedHost, TenantId } from '../../../preload/contract/index.ts';
import {
  clearRefusedHosts,
  copyRefusedHosts,
  loadRefusedHosts,
  useAppStore,
} from '../../stores/app-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Copy20Regular, Delete20Regular } from '../../ui/icons.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import styles from './refused-hosts.module.css';

const KINDS: Readonly<Record<RefusedHost['kind'], string>> = {
  navigation: 'Page',
  popup: 'Pop-up',
  request: 'Request',
};

/** Tenants named before the rest become a number. */
const NAMED = 3;

/** Hosts that pages asked for and the list of their cloud does not have. */
export function RefusedHostsPage() {
  const refused = useAppStore((state) => state.refusedHosts);
  useEffect(() => void loadRefusedHosts(), []);
  const hosts = refused.status === 'ready' ? refused.hosts : [];
  return (
    <PageFrame
      title="Refused hosts"
      about="Portals asked for these hosts, which are not on the list of their cloud. Nothing was sent to them. An administrator can allow a host."
      actions={
        hosts.length > 0 && (
          <>
            <Button
              size="small"
              icon={<Delete20Regular />}
              onClick={() => void clearRefusedHosts()}
            >
              Clear
            </Button>
            <Button
              size="small"
              appearance="primary"
              icon={<Copy20Regular />}
              onClick={() => void copyRefusedHosts()}
            >
              Copy for administrator
            </Button>
          </>
        )
      }
    >
      {refused.status === 'failed' ? (
        <EmptyState
          title="The refused hosts could not be read"
          actions={<Button onClick={() => void loadRefusedHosts()}>Try again</Button>}
        >
          {refused.message}
        </EmptyState>
      ) : hosts.length === 0 ? (
        <EmptyState title="Nothing was refused">
          When a portal asks for a host that is not allowed, it is listed here with the tenants that
          met it.
        </EmptyState>
      ) : (
        <HostTable hosts={hosts} />
      )}
    </PageFrame>
  );
}

function HostTable({ hosts }: { readonly hosts: readonly RefusedHost[] }) {
  return (
    <div className={styles['scroll']} role="region" aria-label="Refused hosts" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Host</th>
            <th scope="col">As</th>
            <th scope="col">Tenants</th>
            <th scope="col" className={styles['number']}>
              Times
            </th>
            <th scope="col">First</th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <tr key={`${host.kind} ${host.host}`}>
              <th scope="row" className={styles['host']}>
                <bdi dir="ltr">{host.host}</bdi>
              </th>
              <td>{KINDS[host.kind]}</td>
              <td>
                <Tenants tenantIds={host.tenantIds} />
              </td>
              <td className={styles['number']}>{host.count}</td>
              <td>
                <Ago iso={host.firstAt} />
              </td>
              <td>
                <Ago iso={host.lastAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Tenants({ tenantIds }: { readonly tenantIds: readonly TenantId[] }) {
  const byId = useEstateStore((state) => state.byId);
  const tenants = tenantIds.flatMap((id) => byId[id] ?? []);
  const rest = tenants.length - NAMED;
  return (
    <span className={styles['tenants']}>
      {tenants.slice(0, NAMED).map((tenant) => (
        <span key={tenant.id} className={styles['tenant']}>
          <TenantTile initials={tenant.initials} colour={tenant.colour} />
          <Plain>{tenant.name}</Plain>
        </span>
      ))}
      {rest > 0 && <span>and {rest} more</span>}
      {tenants.length === 0 && 'A tenant that was forgotten'}
    </span>
  );
}
