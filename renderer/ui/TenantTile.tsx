import { textColourOn } from '../lib/contrast.ts';
import { visibleText } from '../lib/visible-text.ts';
import styles from './tenant-tile.module.css';

interface TenantTileProps {
  readonly initials: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly size?: 'small' | 'medium' | 'large';
}

/**
 * A tenant's initials on its colour. Decoration: the name always stands beside it, so the letters
 * are drawn by the style sheet and are no part of any name.
 */
export function TenantTile({ initials, colour, size = 'small' }: TenantTileProps) {
  const text = visibleText(initials);
  const long = [...text].length > 2 ? (styles['long'] ?? '') : '';
  return (
    <span
      aria-hidden="true"
      className={`${styles['tile'] ?? ''} ${styles[size] ?? ''} ${long}`}
      data-initials={text}
      style={{ backgroundColor: colour, color: textColourOn(colour) }}
    />
  );
}
