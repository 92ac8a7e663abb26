import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Tenant, TrustCell, TrustValue } from '../../../preload/contract/index.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { CollectedAge } from '../../ui/CollectedAge.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ArrowRight20Regular, Dismiss16Regular, Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { INBOUND, oneSided, OUTBOUND, type TrustField } from './trust-cells.ts';
import styles from './trust-matrix.module.css';

interface TrustPaneProps {
  readonly source: Tenant;
  readonly target: Tenant;
  readonly cell: TrustCell | undefined;
  /** The same pair the other way round. */
  readonly reverse: TrustCell | undefined;
  readonly onClose: () => void;
}

/** A pair in words: every value, which side said it, and what stops on one side. */
export function TrustPane({ source, target, cell, reverse, onClose }: TrustPaneProps) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), []);
  const names = { source: visibleText(source.name), target: visibleText(target.name) };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section
      ref={pane}
      className={styles['pane']}
      aria-label={`Trust from ${names.source} to ${names.target}`}
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <header className={styles['paneHead']}>
        <TenantTile initials={source.initials} colour={source.colour} />
        <Plain className={styles['name']}>{source.name}</Plain>
        <ArrowRight20Regular aria-label="to" />
        <TenantTile initials={target.initials} colour={target.colour} />
        <Plain className={styles['name']}>{target.name}</Plain>
        <span className={styles['space']} />
        <IconButton label="Close the details" icon={<Dismiss16Regular />} onClick={onClose} />
      </header>
      {cell === undefined ? (
        <p>
          Nothing is known of this pair. Neither side was collected with the permission
          Policy.Read.All.
        </p>
      ) : (
        <>
          {oneSided(cell).map(({ name, stops }) => (
            <p key={name} className={styles['warning']}>
              <Warning16Filled />
              <span>
                {name} works only when both sides say yes. Here {names[stops]} says no.
              </span>
            </p>
          ))}
          <Values title={`In: what ${names.target} accepts`} fields={INBOUND} cell={cell} />
          <Values title={`Out: what ${names.source} sends`} fields={OUTBOUND} cell={cell} />
          <p className={styles['quiet']}>
            Read <CollectedAge iso={cell.collectedAt} />
          </p>
        </>
      )}
      <p className={styles['quiet']}>
        The other way round:{' '}
        {reverse === undefined
          ? 'nothing is known.'
          : `${names.source} ${reverse.inboundMfa.value === true ? 'accepts' : 'does not accept'} MFA of ${names.target}.`}
      </p>
    </section>
  );
}

interface ValuesProps {
  readonly title: string;
  readonly fields: readonly TrustField[];
  readonly cell: TrustCell;
}

function Values({ title, fields, cell }: ValuesProps) {
  return (
    <>
      <h2 className={styles['paneTitle']}>{title}</h2>
      <dl className={styles['values']}>
        {fields.map(({ key, name }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              <Value value={cell[key]} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Value({ value: { value, isInherited } }: { readonly value: TrustValue }) {
  const word = value === null ? 'Not known' : value ? 'Yes' : 'No';
  return isInherited ? <i>{word}, inherited</i> : <b>{word}</b>;
}
