import { Button, Input } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { DeviceQuery, Facet, FacetId, TenantId } from '../../../preload/contract/index.ts';
import { countText } from '../../lib/count-text.ts';
import { facetName } from '../../lib/device-words.ts';
import { foldedText } from '../../lib/visible-text.ts';
import { countWithout } from '../../stores/device-rows.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { Search16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import styles from './facets.module.css';
import { LevelMark, levelOf } from './LevelMark.tsx';

interface FacetValuesProps {
  readonly id: FacetId;
  readonly query: DeviceQuery;
  readonly facet: Facet | null;
  readonly chosen: readonly string[];
  readonly wordsOf: (value: string) => string;
  readonly onChange: (values: readonly string[]) => void;
}

/** From this many values on there is a box to search them. */
const LONG = 9;

/** The values of a facet with the devices each stands for among what all other conditions leave. */
export function FacetValues(props: FacetValuesProps) {
  const { id, query, facet, chosen, wordsOf, onChange } = props;
  const [text, setText] = useState('');
  const leftOut = useLeftOut(query, id);
  const values = useMemo(() => withChosen(facet, chosen), [facet, chosen]);
  const found = values.filter(({ value }) => foldedText(wordsOf(value)).includes(foldedText(text)));
  const name = facetName(id);
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <div className={styles['values']}>
      {(values.length >= LONG || text !== '') && (
        <Input
          size="small"
          aria-label={`Search values of ${name}`}
          placeholder="Search values"
          value={text}
          onChange={(_event, data) => setText(data.value)}
          contentBefore={<Search16Regular />}
        />
      )}
      {facet === null ? (
        <p className={styles['quiet']}>Counting…</p>
      ) : found.length === 0 ? (
        <p className={styles['quiet']}>
          {values.length === 0 ? 'No device is left by the other conditions.' : 'No value matches.'}
        </p>
      ) : (
        <ul className={styles['list']} aria-label={`Values of ${name}`} onKeyDown={moveFocus}>
          {found.map(({ value, count }) => (
            <li key={value}>
              <label className={styles['value']} data-none={count === 0}>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={() => toggle(value)}
                />
                <ValueFace id={id} value={value} words={wordsOf(value)} />
                <span className={styles['count']}>{countText(count)}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      {facet !== null && facet.more > 0 && (
        <p className={styles['quiet']}>
          {countText(facet.more)} further values are not listed. Search for devices instead.
        </p>
      )}
      <footer className={styles['foot']}>
        <p className={styles['quiet']} role="status">
          {leftOut === null
            ? 'Nothing is left out by this facet.'
            : `${countText(leftOut)} left out by this facet.`}
        </p>
        <Button
          size="small"
          appearance="subtle"
          disabled={chosen.length === 0}
          onClick={() => onChange([])}
        >
          Clear
        </Button>
      </footer>
    </div>
  );
}

interface ValueFaceProps {
  readonly id: FacetId;
  readonly value: string;
  readonly words: string;
}

function ValueFace({ id, value, words }: ValueFaceProps) {
  const tenant = useEstateStore((state) =>
    id === 'tenant' ? (state.byId[value as TenantId] ?? null) : null,
  );
  const level = levelOf(id, value);
  return (
    <>
      {tenant !== null && <TenantTile initials={tenant.initials} colour={tenant.colour} />}
      {level !== null && <LevelMark level={level} />}
      <Plain className={styles['words']}>{words}</Plain>
    </>
  );
}

/** The counted values, and chosen ones that no device has any more, so that they can be lifted. */
function withChosen(facet: Facet | null, chosen: readonly string[]): Facet['values'] {
  const counted = facet?.values ?? [];
  const missing = chosen.filter((value) => !counted.some((one) => one.value === value));
  return [...counted, ...missing.map((value) => ({ value, count: 0 }))];
}

/** Devices that only this facet leaves out; null when it has no condition. */
function useLeftOut(query: DeviceQuery, id: FacetId): number | null {
  const [leftOut, setLeftOut] = useState<number | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const isChosen = query.filter.facets[id] !== undefined;
    void (isChosen ? countLeftOut(query, id) : Promise.resolve(null)).then((count) => {
      if (isCurrent) setLeftOut(count);
    });
    return () => {
      isCurrent = false;
    };
  }, [query, id]);
  return leftOut;
}

async function countLeftOut(query: DeviceQuery, id: FacetId): Promise<number | null> {
  const [without, within] = await Promise.all([countWithout(query, id), countWithout(query, null)]);
  return without === null || within === null ? null : Math.max(0, without - within);
}

/** Arrows go through the values, as in a menu. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const boxes = [...event.currentTarget.querySelectorAll('input')];
  const at = boxes.findIndex((box) => box === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[event.key];
  const next = to === undefined ? undefined : boxes[Math.max(0, Math.min(boxes.length - 1, to))];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
