import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { FACET_IDS } from '../../../preload/contract/device-columns.ts';
import { isFiltered, unfiltered } from '../../lib/device-query.ts';
import { type ListPlace, selectList, useDeviceListStore } from '../../stores/device-list-store.ts';
import { ask } from '../../stores/device-rows.ts';
import { FacetMenu } from './FacetMenu.tsx';
import styles from './facets.module.css';

/** Facets that are always there; the others at a press, or once something of them is chosen. */
const AT_FIRST = 14;

/** Every facet with its values and what each would leave; conditions combine. */
export function FacetBar({ place }: { readonly place: ListPlace }) {
  const query = useDeviceListStore((state) => selectList(place)(state).query);
  const [isWhole, setWhole] = useState(false);
  const facets = useDeviceListStore((state) => selectList(place)(state).facets);
  const ids = FACET_IDS.filter((id) => place === 'estate' || id !== 'tenant');
  return (
    <div role="group" aria-label="Facets" className={styles['bar']}>
      {ids
        .filter((id, at) => isWhole || at < AT_FIRST || query.filter.facets[id] !== undefined)
        .map((id) => (
          <FacetMenu
            key={id}
            place={place}
            id={id}
            query={query}
            facet={facets?.find((one) => one.id === id) ?? null}
          />
        ))}
      <Button
        size="small"
        appearance="subtle"
        aria-expanded={isWhole}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? 'Fewer facets' : `${String(ids.length - AT_FIRST)} more facets`}
      </Button>
      {isFiltered(query) && (
        <Button
          size="small"
          appearance="subtle"
          onClick={() => ask(place, { query: unfiltered(query) })}
        >
          Show all
        </Button>
      )}
    </div>
  );
}
