import { Field, Input } from '@fluentui/react-components';
import { type KeyboardEvent, useRef } from 'react';
import type { Tenant } from '../../../preload/contract/index.ts';
import { textColourOn } from '../../lib/contrast.ts';
import { TENANT_PALETTE } from '../../lib/tenant-palette.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { Checkmark16Filled } from '../../ui/icons.ts';
import styles from './colour-field.module.css';

interface ColourFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly others: readonly Tenant[];
  readonly onChange: (colour: string) => void;
}

const COLUMNS = 12;

/** A colour of the palette, or any other as text. Says which tenant already has it. */
export function ColourField({ value, problem, others, onChange }: ColourFieldProps) {
  const group = useRef<HTMLDivElement>(null);
  const chosenAt = TENANT_PALETTE.findIndex(({ colour }) => colour === value.toLowerCase());
  const user = others.find((tenant) => tenant.colour === value.toLowerCase());

  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = (Math.max(0, chosenAt) + by + TENANT_PALETTE.length) % TENANT_PALETTE.length;
    const next = TENANT_PALETTE[to];
    if (next === undefined) return;
    onChange(next.colour);
    group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[to]?.focus();
  };

  return (
    <div className={styles['field']}>
      <span id="colour-label" className={styles['label']}>
        Colour
      </span>
      <div
        ref={group}
        role="radiogroup"
        aria-labelledby="colour-label"
        className={styles['swatches']}
        onKeyDown={onKey}
      >
        {TENANT_PALETTE.map(({ colour, name }, at) => {
          const taken = others.find((tenant) => tenant.colour === colour);
          const words = taken === undefined ? name : `${name}, used by ${visibleText(taken.name)}`;
          const isChosen = at === chosenAt;
          return (
            <button
              key={colour}
              type="button"
              role="radio"
              aria-checked={isChosen}
              aria-label={words}
              title={words}
              tabIndex={isChosen || (chosenAt < 0 && at === 0) ? 0 : -1}
              className={styles['swatch']}
              data-taken={taken !== undefined}
              style={{ backgroundColor: colour, color: textColourOn(colour) }}
              onClick={() => onChange(colour)}
            >
              {isChosen && <Checkmark16Filled />}
            </button>
          );
        })}
      </div>
      <Field
        className={styles['text'] ?? ''}
        validationState={problem === undefined ? (user ? 'warning' : 'none') : 'error'}
        validationMessage={problem ?? sharedWith(user)}
        hint={value === '' ? 'Leave empty to let Bulkhead choose one that is free.' : null}
      >
        <Input
          size="small"
          aria-label="Colour as text"
          placeholder="#rrggbb"
          value={value}
          maxLength={7}
          spellCheck={false}
          onChange={(_event, data) => onChange(data.value.trim())}
        />
      </Field>
    </div>
  );
}

const sharedWith = (user: Tenant | undefined) =>
  user === undefined
    ? null
    : `${visibleText(user.name)} has this colour too. Choose another to tell them apart.`;
