import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { RenewalKind } from '../../../preload/contract/index.ts';
import { isStorageFixed, RENEWAL_ORDER, RENEWAL_WORDS } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { exportCalendar } from '../../stores/onboarding-files.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Add20Regular, CalendarLtr20Regular } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { EndList } from './EndList.tsx';
import { EndTimeline } from './EndTimeline.tsx';
import styles from './onboarding.module.css';

/** Everything that ends, over the estate: what has, what soon will, and what comes later. */
export function EndsPane() {
  const radar = useOnboardingStore((state) => state.radar);
  const storage = useOnboardingStore((state) => state.storage);
  const byId = useEstateStore((state) => state.byId);
  const order = useEstateStore((state) => state.order);
  const [kind, setKind] = useState<RenewalKind | ''>('');
  const [tenantId, setTenantId] = useState('');
  const items = useMemo(
    () =>
      radar.filter(
        (item) =>
          (kind === '' || item.kind === kind) && (tenantId === '' || item.tenantId === tenantId),
      ),
    [radar, kind, tenantId],
  );
  const tenantOptions = useMemo(() => {
    const used = new Set(radar.map((item) => item.tenantId));
    return order
      .filter((id) => used.has(id))
      .map((id) => ({ value: id as string, name: visibleText(byId[id]?.name ?? id) }));
  }, [radar, order, byId]);
  const chosen = order.find((id) => id === tenantId) ?? null;
  return (
    <div className={styles['pane']}>
      <div className={styles['filters']} role="search" aria-label="Filter what ends">
        <Select<RenewalKind | ''>
          isSmall
          aria-label="Kind"
          value={kind}
          options={[
            { value: '', name: 'Any kind' },
            ...RENEWAL_ORDER.map((value) => ({ value, name: RENEWAL_WORDS[value] })),
          ]}
          onChange={setKind}
        />
        <Select
          isSmall
          aria-label="Tenant"
          value={tenantId}
          options={[{ value: '', name: 'Any tenant' }, ...tenantOptions]}
          onChange={setTenantId}
        />
        <span className={styles['space']} />
        <Button
          size="small"
          icon={<CalendarLtr20Regular />}
          disabled={items.length === 0}
          onClick={() => void exportCalendar(chosen === null ? null : [chosen])}
        >
          Export calendar…
        </Button>
        <Button
          size="small"
          icon={<Add20Regular />}
          disabled={isStorageFixed(storage)}
          onClick={() => openDialog({ kind: 'reminder', item: null, tenantId: chosen })}
        >
          Add a reminder…
        </Button>
      </div>
      <EndTimeline items={items} />
      <EndList
        items={items}
        hasTenants
        nothing={
          radar.length === 0
            ? 'Nothing is known to end. Dates come from checks, from steps that were done, and from your own reminders.'
            : 'Nothing answers this filter.'
        }
      />
    </div>
  );
}
