import { Button } from '@fluentui/react-components';
import { useEffect, useMemo } from 'react';
import type { Tenant, UnreadableRun } from '../../../preload/contract/index.ts';
import { isStorageFixed, PURPOSE_WORDS } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { copyText } from '../../stores/app-store.ts';
import { exportCalendar } from '../../stores/onboarding-files.ts';
import { useOnboardingStore } from '../../stores/onboarding-store.ts';
import { recordIn, useRecordsStore, watchRecords } from '../../stores/records-store.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Add20Regular, CalendarLtr20Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { EndList } from './EndList.tsx';
import styles from './onboarding.module.css';
import { RunCards } from './RunCards.tsx';
import { StorageNote } from './StorageNote.tsx';
import { UnreadableRuns } from './UnreadableRuns.tsx';

/** Onboarding of a tenant: its runs, what is known of it, and what ends in it. */
export function TenantOnboarding({ tenant }: { readonly tenant: Tenant }) {
  const runs = useOnboardingStore((state) => state.runs);
  const unreadable = useOnboardingStore((state) => state.unreadable);
  const radar = useOnboardingStore((state) => state.radar);
  const isFixed = useOnboardingStore((state) => isStorageFixed(state.storage));
  const mine = useMemo(() => runsOf(runs, tenant), [runs, tenant]);
  const lost = useMemo(() => runsOf(unreadable, tenant), [unreadable, tenant]);
  const ends = useMemo(
    () => radar.filter(({ tenantId }) => tenantId === tenant.id),
    [radar, tenant.id],
  );
  const newRun = () => openDialog({ kind: 'new-run', checklistId: null, targetId: tenant.id });
  return (
    <div className={styles['surface']}>
      <StorageNote />
      <section aria-labelledby="tenant-runs" className={styles['section']}>
        <div className={styles['sectionHead']}>
          <h2 id="tenant-runs">Runs</h2>
          <Button size="small" icon={<Add20Regular />} disabled={isFixed} onClick={newRun}>
            Start a run…
          </Button>
        </div>
        <UnreadableRuns runs={lost} />
        {mine.length === 0 && lost.length > 0 ? null : mine.length === 0 ? (
          <p className={styles['nothing']}>No checklist was started for this tenant yet.</p>
        ) : (
          <RunCards runs={mine} tenantId={tenant.id} />
        )}
      </section>
      <section aria-labelledby="tenant-ends" className={styles['section']}>
        <div className={styles['sectionHead']}>
          <h2 id="tenant-ends">Ends</h2>
          <Button
            size="small"
            icon={<CalendarLtr20Regular />}
            disabled={ends.length === 0}
            onClick={() => void exportCalendar([tenant.id])}
          >
            Export calendar…
          </Button>
          <Button
            size="small"
            icon={<Add20Regular />}
            disabled={isFixed}
            onClick={() => openDialog({ kind: 'reminder', item: null, tenantId: tenant.id })}
          >
            Add a reminder…
          </Button>
        </div>
        <EndList items={ends} nothing="Nothing of this tenant is known to end." />
      </section>
      <RecordSection tenant={tenant} isFixed={isFixed} />
    </div>
  );
}

/** Runs that have the tenant on either side. */
const runsOf = <R extends Pick<UnreadableRun, 'sourceId' | 'targetId'>>(
  runs: readonly R[],
  { id }: Tenant,
) => runs.filter(({ sourceId, targetId }) => sourceId === id || targetId === id);

interface RecordSectionProps {
  readonly tenant: Tenant;
  readonly isFixed: boolean;
}

function RecordSection({ tenant, isFixed }: RecordSectionProps) {
  const records = useRecordsStore((state) => state.byTenant);
  useEffect(watchRecords, []);
  const record = recordIn(records, tenant.id);
  const facts: readonly (readonly [string, string])[] = [
    ['Owner', record.owner],
    ['Licences', record.licences],
    ['Note', record.note],
  ];
  return (
    <section aria-labelledby="tenant-record" className={styles['section']}>
      <div className={styles['sectionHead']}>
        <h2 id="tenant-record">Record</h2>
        <Button
          size="small"
          disabled={isFixed}
          onClick={() => openDialog({ kind: 'edit-record', tenantId: tenant.id })}
        >
          Edit the record…
        </Button>
      </div>
      <dl className={styles['record']}>
        <div>
          <dt>Purpose</dt>
          <dd>{PURPOSE_WORDS[record.purpose]}</dd>
        </div>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === '' ? 'Not said' : <Plain>{value}</Plain>}</dd>
          </div>
        ))}
        <div>
          <dt>Links</dt>
          <dd>
            {record.links.length === 0 ? (
              'None'
            ) : (
              <ul className={styles['links']}>
                {record.links.map(({ label, url }) => (
                  <li key={`${label} ${url}`}>
                    <Plain>{label}</Plain>
                    <bdi dir="ltr" className={styles['url']}>
                      {visibleText(url)}
                    </bdi>
                    <Button
                      size="small"
                      aria-label={`Copy the link ${visibleText(label)}`}
                      onClick={() => void copyText(url, 'Link')}
                    >
                      Copy
                    </Button>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
