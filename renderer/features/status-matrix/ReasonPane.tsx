import { Button } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { StatusCell, Tenant } from '../../../preload/contract/index.ts';
import { CHECK_CATALOGUE } from '../../../preload/contract/check-catalogue.ts';
import { STATE_MEANINGS, STATE_WORDS } from '../../lib/check-words.ts';
import { otherIds } from '../../lib/checks.ts';
import { freshFinding } from '../../lib/fresh-status.ts';
import { selectSignIn, useIdentityStore } from '../../stores/identity-store.ts';
import { goToStatus } from '../../stores/navigation.ts';
import { loadTenantStatus, selectDetail, useStatusStore } from '../../stores/status-store.ts';
import { CollectedAge } from '../../ui/CollectedAge.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Dismiss16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { StateWord } from '../../ui/StateWord.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { useNow } from '../../ui/use-now.ts';
import { WaysOut } from '../ways-out/index.ts';
import styles from './reason-pane.module.css';

interface ReasonPaneProps {
  readonly tenant: Tenant;
  readonly cell: StatusCell;
  readonly onClose: () => void;
}

/** The reason behind a cell, beside the matrix: what is so, what shows it, and the way out. */
export function ReasonPane({ tenant, cell, onClose }: ReasonPaneProps) {
  const detail = useStatusStore(selectDetail(tenant.id));
  const signIn = useIdentityStore(selectSignIn(tenant.id));
  const nowMs = useNow();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.focus();
    void loadTenantStatus(tenant.id);
  }, [tenant.id]);
  const about = CHECK_CATALOGUE[cell.checkId];
  const ids = otherIds(cell.checkId);
  const collected =
    detail.status === 'ready'
      ? (detail.tenant.findings.find(({ checkId }) => checkId === cell.checkId) ?? null)
      : null;
  const finding = collected === null ? null : freshFinding(collected, signIn, nowMs);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section
      ref={pane}
      className={styles['pane']}
      aria-labelledby="reason-title"
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <header className={styles['head']}>
        <TenantTile initials={tenant.initials} colour={tenant.colour} />
        <span className={styles['tenant']}>
          <Plain>{tenant.name}</Plain>
        </span>
        <IconButton label="Close the reason" icon={<Dismiss16Regular />} onClick={onClose} />
      </header>
      <h2 id="reason-title" className={styles['title']}>
        {about.title}
      </h2>
      <p className={styles['state']}>
        <StateWord state={cell.state} word={cell.word} />
      </p>
      <p className={styles['quiet']}>
        {STATE_WORDS[cell.state]}: {STATE_MEANINGS[cell.state]}
      </p>
      <p className={styles['reason']}>
        <Plain>{cell.reason}</Plain>
      </p>
      {finding !== null && finding.needs !== null && (
        <p className={styles['reason']}>
          Would answer: <Plain>{finding.needs}</Plain>
        </p>
      )}
      {finding !== null && (
        <WaysOut tenantId={tenant.id} ways={finding.waysOut} of={about.title} hasPrimary />
      )}
      {finding !== null && finding.evidence.length > 0 && (
        <dl className={styles['evidence']} aria-label="Evidence">
          {finding.evidence.map(({ label, value }, at) => (
            // Two pieces of evidence may have one label.
            // oxlint-disable-next-line react/no-array-index-key -- the list never changes its order
            <div key={at}>
              <dt>
                <Plain>{label}</Plain>
              </dt>
              <dd>
                <Plain>{value}</Plain>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {detail.status === 'loading' && <p className={styles['quiet']}>Reading the evidence…</p>}
      {detail.status === 'failed' && (
        <p className={styles['quiet']}>The evidence could not be read: {detail.message}</p>
      )}
      <dl className={styles['facts']}>
        {finding !== null && (
          <div>
            <dt>Source</dt>
            <dd className={styles['source']}>
              <Plain>{finding.source}</Plain>
            </dd>
          </div>
        )}
        <div>
          <dt>Age</dt>
          <dd>
            <CollectedAge iso={cell.collectedAt} />
          </dd>
        </div>
        <div>
          <dt>Asks</dt>
          <dd>{about.meaning}</dd>
        </div>
        {ids.length > 0 && (
          <div>
            <dt>Elsewhere</dt>
            <dd>{ids.join('; ')}</dd>
          </div>
        )}
      </dl>
      <Button size="small" onClick={() => void goToStatus(tenant.id)}>
        Open the tenant’s status
      </Button>
    </section>
  );
}
