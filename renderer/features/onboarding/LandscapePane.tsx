import { Button, Input } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { Tenant, TenantRecord } from '../../../preload/contract/index.ts';
import { counted, isStorageFixed, PURPOSE_WORDS } from '../../lib/onboarding-words.ts';
import { foldedText, visibleText } from '../../lib/visible-text.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { goToTenantOnboarding } from '../../stores/navigation.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { useWhileShown } from '../../stores/page-sight.ts';
import { recordIn, useRecordsStore, watchRecords } from '../../stores/records-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { Search16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantName } from '../../ui/TenantName.tsx';
import { MoreRows } from '../../ui/MoreRows.tsx';
import { useMore } from '../../ui/use-more.ts';
import styles from './onboarding.module.css';

/** All tenants with what each is for, who owns it and what it is licensed for. */
export function LandscapePane() {
  const byId = useEstateStore((state) => state.byId);
  const order = useEstateStore((state) => state.order);
  const records = useRecordsStore((state) => state.byTenant);
  const [text, setText] = useState('');
  useWhileShown(watchRecords);
  const tenants = useMemo(() => {
    const wanted = foldedText(text);
    return order
      .flatMap((id) => byId[id] ?? [])
      .filter(({ id, name, domain }) => {
        const { owner, purpose } = recordIn(records, id);
        return foldedText(`${name} ${domain} ${owner} ${PURPOSE_WORDS[purpose]}`).includes(wanted);
      });
  }, [order, byId, records, text]);
  const unsaid = order.filter((id) => recordIn(records, id).purpose === 'not-said').length;
  const { shown, left, showMore } = useMore(tenants);
  return (
    <div className={styles['pane']}>
      <div className={styles['filters']} role="search" aria-label="Filter the tenants">
        <Input
          size="small"
          className={styles['words'] ?? ''}
          aria-label="Filter by words"
          placeholder="Tenant, owner, purpose"
          value={text}
          onChange={(_event, data) => setText(data.value)}
          contentBefore={<Search16Regular />}
        />
        <span className={styles['count']} role="status">
          {unsaid === 0
            ? 'Every tenant has a purpose.'
            : `${counted(unsaid, 'tenant')} without a purpose`}
        </span>
      </div>
      <div className={styles['scroll']} role="region" aria-label="Tenants" tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Tenant</th>
              <th scope="col">Purpose</th>
              <th scope="col">Owner</th>
              <th scope="col">Licences</th>
              <th scope="col">Links</th>
              <th scope="col">Changed</th>
              <th scope="col">
                <span className={styles['hidden']}>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((tenant) => (
              <RecordRow key={tenant.id} tenant={tenant} record={recordIn(records, tenant.id)} />
            ))}
          </tbody>
        </table>
        <MoreRows left={left} what="tenants" onMore={showMore} />
      </div>
    </div>
  );
}

interface RecordRowProps {
  readonly tenant: Tenant;
  readonly record: TenantRecord;
}

function RecordRow({ tenant, record }: RecordRowProps) {
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const said = (text: string) =>
    text === '' ? <span className={styles['quiet']}>Not said</span> : <Plain>{text}</Plain>;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={styles['opener']}
          onClick={() => void goToTenantOnboarding(tenant.id)}
        >
          <TenantName tenantId={tenant.id} />
        </button>
      </th>
      <td data-quiet={record.purpose === 'not-said'}>{PURPOSE_WORDS[record.purpose]}</td>
      <td>{said(record.owner)}</td>
      <td className={styles['clamp']}>{said(record.licences)}</td>
      <td className={styles['figure']}>{record.links.length}</td>
      <td>{record.changedAt === null ? '–' : <Ago iso={record.changedAt} />}</td>
      <td className={styles['actions']}>
        <Button
          size="small"
          disabled={isFixed}
          aria-label={`Edit the record of ${visibleText(tenant.name)}`}
          onClick={() => openDialog({ kind: 'edit-record', tenantId: tenant.id })}
        >
          Edit…
        </Button>
      </td>
    </tr>
  );
}
