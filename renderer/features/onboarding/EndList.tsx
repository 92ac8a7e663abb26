import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { RadarItem } from '../../../preload/contract/index.ts';
import { endGroups } from '../../lib/ends.ts';
import { daysText, exactText, zonedText } from '../../lib/moments.ts';
import {
  END_MARKS,
  END_SOURCES,
  END_WORDS,
  isStorageFixed,
  RENEWAL_WORDS,
} from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { goToRun, goToTenantOnboarding } from '../../stores/navigation.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { removeReminder } from '../../stores/records-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Delete20Regular, Edit20Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { TenantName } from '../../ui/TenantName.tsx';
import { useNow } from '../../ui/use-now.ts';
import { MoreRows } from '../../ui/MoreRows.tsx';
import { useMore } from '../../ui/use-more.ts';
import styles from './onboarding.module.css';

interface EndListProps {
  readonly items: readonly RadarItem[];
  /** Says of each whose it is. */
  readonly hasTenants?: boolean;
  readonly nothing: string;
}

/** What ends: ended first, then soon, then later. */
export function EndList({ items, hasTenants = false, nothing }: EndListProps) {
  const sorted = useMemo(() => endGroups(items).flatMap((group) => group.items), [items]);
  const { shown, left, showMore } = useMore(sorted);
  const nowMs = useNow();
  if (items.length === 0) return <p className={styles['nothing']}>{nothing}</p>;
  return (
    <div className={styles['scroll']} role="region" aria-label="What ends" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">State</th>
            {hasTenants && <th scope="col">Tenant</th>}
            <th scope="col">What</th>
            <th scope="col">Ends</th>
            <th scope="col">Known from</th>
            <th scope="col">
              <span className={styles['hidden']}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <EndRow key={item.id} item={item} hasTenant={hasTenants} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
      <MoreRows left={left} what="ends" onMore={showMore} />
    </div>
  );
}

interface EndRowProps {
  readonly item: RadarItem;
  readonly hasTenant: boolean;
  readonly nowMs: number;
}

function EndRow({ item, hasTenant, nowMs }: EndRowProps) {
  const { engagementId, stepId, reminderId } = item;
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const title = visibleText(item.title);
  return (
    <tr data-state={item.state}>
      <td>
        <span className={styles['state']}>
          <StateMark state={END_MARKS[item.state]} />
          {END_WORDS[item.state]}
        </span>
      </td>
      {hasTenant && (
        <td>
          <button
            type="button"
            className={styles['opener']}
            onClick={() => void goToTenantOnboarding(item.tenantId)}
          >
            <TenantName tenantId={item.tenantId} />
          </button>
        </td>
      )}
      <th scope="row">
        <Plain>{item.title}</Plain>
        <span className={styles['kind']}>{RENEWAL_WORDS[item.kind]}</span>
      </th>
      <td className={styles['figure']}>
        <time dateTime={item.endsAt} title={exactText(item.endsAt)}>
          {zonedText(item.endsAt)}
        </time>
        <span className={styles['kind']}>{daysText(item.endsAt, nowMs)}</span>
      </td>
      <td>
        {END_SOURCES[item.from]}
        {item.checkedAt !== null && (
          <span className={styles['kind']}>
            <Ago iso={item.checkedAt} />
          </span>
        )}
      </td>
      <td className={styles['actions']}>
        {engagementId !== null && (
          <Button
            size="small"
            aria-label={`Open the step of ${title}`}
            onClick={() => void goToRun(engagementId, stepId)}
          >
            Open step
          </Button>
        )}
        {reminderId !== null && (
          <>
            <IconButton
              label={`Change the reminder ${title}`}
              icon={<Edit20Regular />}
              disabled={isFixed}
              onClick={() => openDialog({ kind: 'reminder', item, tenantId: item.tenantId })}
            />
            <IconButton
              label={`Remove the reminder ${title}`}
              icon={<Delete20Regular />}
              disabled={isFixed}
              onClick={() => void removeReminder(reminderId)}
            />
          </>
        )}
      </td>
    </tr>
  );
}
