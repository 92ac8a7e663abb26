import { Button } from '@fluentui/react-components';
import { startImport } from '../../stores/navigation.ts';
import { openDialog } from '../../stores/shell-store.ts';
import { Add20Regular, ArrowImport20Regular } from '../../ui/icons.ts';
import { Logo } from '../../ui/Logo.tsx';
import styles from './overview.module.css';

/** No tenant yet: what Bulkhead is, and the ways to begin. */
export function FirstRun() {
  return (
    <div className={styles['first']}>
      <div className={styles['firstCard']}>
        <span className={styles['firstLogo']}>
          <Logo size={44} />
        </span>
        <h1 className={styles['firstTitle']}>One compartment for each tenant</h1>
        <p className={styles['firstText']}>
          Bulkhead opens the admin portals of many Microsoft tenants side by side. Every tenant has
          its own session and its own colour, and no sign-in reaches another tenant.
        </p>
        <div className={styles['firstActions']}>
          <Button
            appearance="primary"
            icon={<Add20Regular />}
            onClick={() => openDialog({ kind: 'add-tenant', tenantId: null, name: '' })}
          >
            Add your first tenant
          </Button>
          <Button icon={<ArrowImport20Regular />} onClick={() => void startImport()}>
            Import a list…
          </Button>
        </div>
        <dl className={styles['firstNotes']}>
          <div>
            <dt>You need</dt>
            <dd>the tenant id and its primary domain. Entra shows both under Overview.</dd>
          </div>
          <div>
            <dt>A list may be</dt>
            <dd>
              CSV or JSON with id, name and domain. You see what each row does before anything is
              added.
            </dd>
          </div>
          <div>
            <dt>Only looking?</dt>
            <dd>
              Started with <code>npm start</code> from its source folder, Bulkhead opens the demo
              estate: eight simulated tenants on this device, no Microsoft account needed.
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
}
