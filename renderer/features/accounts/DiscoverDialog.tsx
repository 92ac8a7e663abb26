import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Account, ReachableTenant, TenantId } from '../../../preload/contract/index.ts';
import { failureWords } from '../../bridge/failure-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { tell } from '../../stores/app-store.ts';
import { addTenant, useEstateStore } from '../../stores/estate-store.ts';
import { discoverTenants, type Discovery } from '../../stores/identity-store.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import styles from './accounts.module.css';
import { draftOf, HOW_WORDS } from './discovered.ts';

interface DiscoverDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** Asks which tenants an account reaches, and adds the chosen ones to the estate. */
export function DiscoverDialog({ account, onClose }: DiscoverDialogProps) {
  const [found, setFound] = useState<Discovery>({ status: 'loading' });
  const [chosen, setChosen] = useState<ReadonlySet<TenantId>>(new Set());
  const [isWorking, setWorking] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const byId = useEstateStore((state) => state.byId);

  useEffect(() => {
    let isOpen = true;
    void discoverTenants(account.id).then((answer) => {
      if (isOpen) setFound(answer);
    });
    return () => {
      isOpen = false;
    };
  }, [account.id]);

  const tenants = found.status === 'ready' ? found.tenants : [];
  const canAdd = (tenant: ReachableTenant) =>
    byId[tenant.tenantId] === undefined && !tenant.isInEstate && draftOf(tenant) !== null;
  const wanted = tenants.filter((tenant) => canAdd(tenant) && chosen.has(tenant.tenantId));
  const addable = tenants.filter(canAdd);

  const add = async () => {
    setWorking(true);
    const refused: string[] = [];
    let added = 0;
    for (const tenant of wanted) {
      const draft = draftOf(tenant);
      if (draft === null) continue;
      const answer = await addTenant(draft);
      if (answer.ok) added += 1;
      else refused.push(`${visibleText(tenant.name)}: ${failureWords(answer.error)}`);
    }
    setWorking(false);
    if (added > 0) tell(added === 1 ? '1 tenant is added.' : `${String(added)} tenants are added.`);
    setProblems(refused);
    if (refused.length === 0) onClose();
  };
  const choose = (id: TenantId, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };

  return (
    <ModalDialog
      size="large"
      title="Tenants this account reaches"
      onClose={onClose}
      onSubmit={() => void add()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking || wanted.length === 0}>
            {isWorking
              ? 'Adding…'
              : wanted.length === 0
                ? 'Add tenants'
                : wanted.length === 1
                  ? 'Add 1 tenant'
                  : `Add ${String(wanted.length)} tenants`}
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <p className={styles['hint']}>
        <Plain>{account.username}</Plain>
      </p>
      {found.status === 'loading' && <p role="status">Asking Microsoft’s services…</p>}
      {found.status === 'failed' && <p role="alert">{found.message}</p>}
      {found.status === 'ready' && (
        <>
          {found.notes.map((note) => (
            <p key={note} className={styles['hint']}>
              <Plain>{note}</Plain>
            </p>
          ))}
          {tenants.length === 0 ? (
            <p className={styles['empty']}>The services name no tenant for this account.</p>
          ) : (
            <ul className={styles['found']} aria-label="Tenants found">
              {tenants.map((tenant) => (
                <FoundTenant
                  key={tenant.tenantId}
                  tenant={tenant}
                  isThere={tenant.isInEstate || byId[tenant.tenantId] !== undefined}
                  isChosen={chosen.has(tenant.tenantId)}
                  onChoose={choose}
                />
              ))}
            </ul>
          )}
          {addable.length > 1 && (
            <Button
              size="small"
              appearance="subtle"
              onClick={() => setChosen(new Set(addable.map(({ tenantId }) => tenantId)))}
            >
              Choose all {addable.length}
            </Button>
          )}
        </>
      )}
      {problems.map((problem) => (
        <p key={problem} role="alert" className={styles['problem']}>
          {problem}
        </p>
      ))}
    </ModalDialog>
  );
}

interface FoundTenantProps {
  readonly tenant: ReachableTenant;
  readonly isThere: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (id: TenantId, isChosen: boolean) => void;
}

function FoundTenant({ tenant, isThere, isChosen, onChoose }: FoundTenantProps) {
  const hasDomain = draftOf(tenant) !== null;
  const canAdd = !isThere && hasDomain;
  return (
    <li>
      <label className={styles['foundLine']} data-off={!canAdd}>
        <input
          type="checkbox"
          checked={isThere || (canAdd && isChosen)}
          disabled={!canAdd}
          onChange={(event) => onChoose(tenant.tenantId, event.target.checked)}
        />
        <span className={styles['foundNames']}>
          <Plain className={styles['name']}>{tenant.name}</Plain>{' '}
          <Plain className={styles['hint']}>{tenant.domain}</Plain>
        </span>
        <CloudTag cloud={tenant.cloud} />
        <span className={styles['how']}>
          {HOW_WORDS[tenant.how]}
          {isThere && ', in your estate already'}
          {!isThere && !hasDomain && ', no domain is known: add it by hand'}
        </span>
      </label>
    </li>
  );
}
