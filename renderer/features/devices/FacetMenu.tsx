import { Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import type { DeviceQuery, Facet, FacetId, TenantId } from '../../../preload/contract/index.ts';
import { withFacet } from '../../lib/device-query.ts';
import { facetName, valueWords } from '../../lib/device-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import type { ListPlace } from '../../stores/device-list-store.ts';
import { ask } from '../../stores/device-rows.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { ChevronDown12Regular, Dismiss12Regular } from '../../ui/icons.ts';
import styles from './facets.module.css';
import { FacetValues } from './FacetValues.tsx';

interface FacetMenuProps {
  readonly place: ListPlace;
  readonly id: FacetId;
  readonly query: DeviceQuery;
  /** Null until it is counted. */
  readonly facet: Facet | null;
}

/** A facet: what is chosen of it, and the way to choose. */
export function FacetMenu({ place, id, query, facet }: FacetMenuProps) {
  const byId = useEstateStore((state) => state.byId);
  const chosen = query.filter.facets[id] ?? [];
  const wordsOf = (value: string) =>
    id === 'tenant'
      ? (byId[value as TenantId]?.name ?? 'A tenant that is not here')
      : valueWords(id, value);
  const name = facetName(id);
  const said = chosen.map((value) => visibleText(wordsOf(value)));
  const title = said.length === 0 ? name : `${name}: ${said.join(', ')}`;
  const [first = '', ...others] = said;
  // What is written comes first and as it is written, so that it can be spoken to.
  const label =
    others.length === 0
      ? title
      : `${name}: ${first} +${String(others.length)}: ${others.join(', ')}`;
  return (
    <span className={styles['facet']} data-chosen={chosen.length > 0}>
      <Popover positioning={{ position: 'below', align: 'start' }} trapFocus>
        <PopoverTrigger disableButtonEnhancement>
          <button type="button" className={styles['trigger']} aria-label={label} title={title}>
            <span className={styles['facetName']}>
              {name}
              {said.length > 0 && ':'}
            </span>{' '}
            {said.length > 0 && <bdi className={styles['chosen']}>{said[0]}</bdi>}{' '}
            {said.length > 1 && <span>+{said.length - 1}</span>}
            <ChevronDown12Regular />
          </button>
        </PopoverTrigger>
        <PopoverSurface className={styles['surface'] ?? ''} aria-label={name}>
          <FacetValues
            id={id}
            query={query}
            facet={facet}
            chosen={chosen}
            wordsOf={wordsOf}
            onChange={(values) => ask(place, { query: withFacet(query, id, values) })}
          />
        </PopoverSurface>
      </Popover>
      {chosen.length > 0 && (
        <button
          type="button"
          className={styles['lift']}
          aria-label={`Clear ${name}`}
          title={`Clear ${name}`}
          onClick={() => ask(place, { query: withFacet(query, id, []) })}
        >
          <Dismiss12Regular />
        </button>
      )}
    </span>
  );
}
