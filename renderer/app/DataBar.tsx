import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useInventoryStore } from '../stores/inventory-store.ts';
import { openDialog } from '../stores/shell-store.ts';
import { useStorageStore } from '../stores/storage-store.ts';
import { Dismiss20Regular } from '../ui/icons.ts';
import { Plain } from '../ui/Plain.tsx';
import { Bar } from './Bar.tsx';
import styles from './frame.module.css';
import { useEstatePage } from './use-estate-page.ts';

/**
 * Says what became of what is collected: the process that keeps it ended for good, its database
 * could not be used, or nothing protects it, so that it is not kept.
 */
export function DataBar() {
  const { state, notice, isEnded } = useStorageStore();
  const ofStore = useInventoryStore((inventory) => inventory.notice);
  const page = useEstatePage();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  // There it is said above the list.
  const isSaid = page === 'devices';
  const said = (text: string | null): text is string => text !== null && !dismissed.includes(text);
  const dismiss = (text: string) => (
    <Button
      appearance="transparent"
      size="small"
      aria-label="Dismiss: collected data"
      icon={<Dismiss20Regular />}
      onClick={() => setDismissed([...dismissed, text])}
    />
  );

  const bars: ReactNode[] = [];
  if (isEnded) {
    bars.push(
      <Bar key="ended" role="alert" title="Collecting has stopped.">
        The part of Bulkhead that keeps and collects data ended twice, so it is not started again by
        itself. What was collected before is kept; what you see of it may be old. Open pages go on.
        Restart Bulkhead. If it happens again, tell your administrator: the log in the profile
        folder says why.
      </Bar>,
    );
  }
  if (said(ofStore) && !isSaid) {
    bars.push(
      <Bar key="store" role="alert" title="Collected data." after={dismiss(ofStore)}>
        <Plain>{ofStore}</Plain>
      </Bar>,
    );
  }
  const unkept =
    state === 'memory' ? (notice ?? 'What is collected is gone after quitting.') : null;
  // Not above the pages of tenants and runs: there is nothing wrong with those.
  if (said(unkept) && page !== null && !isSaid) {
    bars.push(
      <Bar
        key="unkept"
        role="status"
        title="Nothing is kept."
        after={
          <>
            <Button size="small" onClick={() => openDialog({ kind: 'set-passphrase' })}>
              Set a passphrase…
            </Button>
            {dismiss(unkept)}
          </>
        }
      >
        <Plain>{unkept}</Plain>
      </Bar>,
    );
  }
  return bars.length === 0 ? null : <div className={styles['problems']}>{bars}</div>;
}
