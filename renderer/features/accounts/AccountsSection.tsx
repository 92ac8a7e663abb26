import { Button } from '@fluentui/react-components';
import type { Account, TenantId } from '../../../preload/contract/index.ts';
import { SIGN_IN_WORDS } from '../../lib/check-words.ts';
import { stateOfSignIn } from '../../lib/fresh-status.ts';
import { CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { loadIdentity, tenantsOfAccount, useIdentityStore } from '../../stores/identity-store.ts';
import { goToStatus } from '../../stores/navigation.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { visibleText } from '../../lib/visible-text.ts';
import styles from './accounts.module.css';

/** Accounts that read status: where their tokens are kept, where they act, and how to remove one. */
export function AccountsSection() {
  const identity = useIdentityStore();
  const { status, problem, accounts, storage, storageNotice } = identity;
  return (
    <section className={styles['section']} aria-labelledby="settings-accounts">
      <h2 id="settings-accounts" className={styles['head']}>
        Accounts
      </h2>
      <p className={styles['hint']}>
        Accounts with which Bulkhead reads the status of tenants. Portals have sign-ins of their
        own.
      </p>
      {status === 'failed' ? (
        <p className={styles['notice']}>
          <Warning16Filled />
          <span>The accounts could not be read. {problem}</span>
          <Button size="small" onClick={() => void loadIdentity()}>
            Try again
          </Button>
        </p>
      ) : (
        <>
          {storage === 'memory' ? (
            <p className={styles['notice']} role="note">
              <Warning16Filled />
              <Plain>
                {storageNotice ?? 'Tokens are kept in memory only and are gone after quitting.'}
              </Plain>
            </p>
          ) : (
            <p className={styles['hint']}>Tokens are kept encrypted by this device’s keystore.</p>
          )}
          {accounts.length === 0 ? (
            <p className={styles['empty']}>
              No account yet. Open a tenant, choose Status, and sign in there.
            </p>
          ) : (
            <ul className={styles['accounts']}>
              {accounts.map((account) => (
                <AccountItem
                  key={account.id}
                  account={account}
                  tenantIds={tenantsOfAccount(identity, account.id)}
                />
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

/** Tenants of an account that are named before the rest is counted. */
const NAMED = 12;

interface AccountItemProps {
  readonly account: Account;
  readonly tenantIds: readonly TenantId[];
}

function AccountItem({ account, tenantIds }: AccountItemProps) {
  const byId = useEstateStore((state) => state.byId);
  const signIns = useIdentityStore((state) => state.byTenant);
  const isOnline = useAppStore((state) => state.isOnline);
  const home = byId[account.homeTenantId];
  const tenants = tenantIds.flatMap((id) => byId[id] ?? []);
  const username = visibleText(account.username);
  return (
    <li className={styles['account']}>
      <div className={styles['who']}>
        <p className={styles['name']}>
          <Plain>{account.username}</Plain> <CloudTag cloud={account.cloud} />
        </p>
        <p className={styles['hint']}>
          <Plain>{account.name}</Plain>
          {', home tenant '}
          {home === undefined ? <code>{account.homeTenantId}</code> : <Plain>{home.name}</Plain>}
          {`, ${CLOUD_NAMES[account.cloud]}`}
        </p>
        <p className={styles['hint']}>
          {tenants.length === 0
            ? 'Acts in no tenant.'
            : `Acts in ${tenants.length === 1 ? '1 tenant' : `${String(tenants.length)} tenants`}:`}
        </p>
        <ul className={styles['tenants']} aria-label={`Tenants of ${username}`}>
          {tenants.slice(0, NAMED).map((tenant) => {
            const signIn = signIns[tenant.id] ?? null;
            const word = SIGN_IN_WORDS[signIn?.state ?? 'signed-out'];
            return (
              <li key={tenant.id}>
                <button
                  type="button"
                  className={styles['tenant']}
                  title={word}
                  aria-label={`${visibleText(tenant.name)}, ${word}`}
                  onClick={() => void goToStatus(tenant.id)}
                >
                  <StateMark state={stateOfSignIn(signIn)} />
                  <Plain>{tenant.name}</Plain>
                </button>
              </li>
            );
          })}
          {tenants.length > NAMED && (
            <li className={styles['hint']}>and {tenants.length - NAMED} more</li>
          )}
        </ul>
      </div>
      <div className={styles['actions']}>
        <Button
          size="small"
          disabled={!isOnline}
          aria-label={`Find tenants of ${username}`}
          onClick={() => openDialog({ kind: 'discover', accountId: account.id })}
        >
          Find tenants…
        </Button>
        <Button
          size="small"
          aria-label={`Remove ${username}`}
          onClick={() => openDialog({ kind: 'remove-account', accountId: account.id })}
        >
          Remove…
        </Button>
      </div>
    </li>
  );
}
