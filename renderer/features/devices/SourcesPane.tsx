import { Button } from '@fluentui/react-components';
import type { CheckState, SourceState, TenantInventory } from '../../../preload/contract/index.ts';
import { countText } from '../../lib/count-text.ts';
import { sourceWords } from '../../lib/device-words.ts';
import { refusedText, SOURCE_STATE_WORDS, sourceText } from '../../lib/inventory-words.ts';
import { useAppStore } from '../../stores/app-store.ts';
import type { ListPlace } from '../../stores/device-list-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { collectDevices, useInventoryStore } from '../../stores/inventory-store.ts';
import { Ago } from '../../ui/Ago.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { StateWord } from '../../ui/StateWord.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import styles from './sources.module.css';
import { useInventoriesIn } from './use-device-list.ts';

/** Where the devices of each tenant come from, and how far each source came. */
export function SourcesPane({ place }: { readonly place: ListPlace }) {
  const status = useInventoryStore((state) => state.status);
  const problem = useInventoryStore((state) => state.problem);
  const tenants = useInventoriesIn(place, null);
  if (status === 'failed') {
    return <p className={styles['quiet']}>The sources could not be read: {problem}</p>;
  }
  if (tenants.length === 0) return <p className={styles['quiet']}>Nothing was collected yet.</p>;
  return (
    <ul className={styles['tenants']}>
      {tenants.map((tenant) => (
        <li key={tenant.tenantId}>
          <TenantSources inventory={tenant} />
        </li>
      ))}
    </ul>
  );
}

function TenantSources({ inventory }: { readonly inventory: TenantInventory }) {
  const tenant = useEstateStore((state) => state.byId[inventory.tenantId] ?? null);
  const isOnline = useAppStore((state) => state.isOnline);
  if (tenant === null) return null;
  return (
    <section aria-label={`Sources of ${tenant.name}`}>
      <header className={styles['tenant']}>
        <TenantTile initials={tenant.initials} colour={tenant.colour} />
        <Plain className={styles['name']}>{tenant.name}</Plain>
        <span className={styles['quiet']}>{countText(inventory.devices)} devices</span>
        <Button
          size="small"
          appearance="subtle"
          disabled={!isOnline}
          aria-label={`Collect devices of ${tenant.name}`}
          onClick={() => void collectDevices([tenant.id])}
        >
          Collect
        </Button>
      </header>
      <ul className={styles['sources']}>
        {inventory.sources.map((source) => (
          <li key={source.source}>
            <Source source={source} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The marks that the status of tenants speaks with, for the same states. */
const MARKS: Readonly<Record<SourceState['state'], CheckState>> = {
  complete: 'pass',
  partial: 'attention',
  never: 'not-collected',
  'not-permitted': 'not-permitted',
  'not-licensed': 'not-licensed',
  'not-available': 'not-available',
  failed: 'fail',
};

function Source({ source }: { readonly source: SourceState }) {
  const refused = refusedText(source);
  return (
    <>
      <p className={styles['state']}>
        <span className={styles['source']}>{sourceWords(source.source)}</span>
        <StateWord state={MARKS[source.state]} word={SOURCE_STATE_WORDS[source.state]} />
      </p>
      <div className={styles['words']}>
        <p>
          {sourceText(source)}
          {source.completeAt !== null && (
            <>
              {' '}
              Complete <Ago iso={source.completeAt} />.
            </>
          )}
        </p>
        {source.problem !== null && (
          <p>
            <Plain>{source.problem}</Plain>
          </p>
        )}
        {source.needs !== null && (
          <p>
            Needs <Plain>{source.needs}</Plain>
          </p>
        )}
        {refused !== null && (
          <p>
            <Plain>{refused}</Plain>
          </p>
        )}
      </div>
    </>
  );
}
