import { DEVICE_COLUMNS } from '../../../preload/contract/device-columns.ts';
import type { Cell, ColumnId } from '../../../preload/contract/index.ts';
import { cellWords, isoOf } from '../../lib/device-words.ts';
import { agoText, exactText } from '../../lib/moments.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { Plain } from '../../ui/Plain.tsx';
import { LevelMark, levelOf } from './LevelMark.tsx';
import styles from './device-cell.module.css';

interface CellValueProps {
  readonly column: ColumnId;
  readonly cell: Cell;
  readonly nowMs: number;
}

/** What a cell says. That no source says anything is a dash, which reads "Not known". */
export function CellValue({ column, cell, nowMs }: CellValueProps) {
  if (cell === null || (Array.isArray(cell) && cell.length === 0)) {
    return (
      <span className={styles['unknown']}>
        <span aria-hidden="true">–</span>
        <span className={styles['hidden']}>{cell === null ? 'Not known' : 'None'}</span>
      </span>
    );
  }
  if (DEVICE_COLUMNS[column].kind === 'time' && typeof cell === 'number') {
    const iso = isoOf(cell);
    return iso === null ? (
      <Plain>{String(cell)}</Plain>
    ) : (
      <time dateTime={iso} title={exactText(iso)}>
        {agoText(iso, nowMs)}
      </time>
    );
  }
  const level = levelOf(column, cell);
  return (
    <>
      {level !== null && <LevelMark level={level} />}
      <Plain className={styles['text']}>{cellWords(column, cell)}</Plain>
    </>
  );
}

/** A cell in full, for the line below the table, tooltips and copying. */
export function fullWords(column: ColumnId, cell: Cell, nowMs: number): string {
  if (DEVICE_COLUMNS[column].kind === 'time' && typeof cell === 'number') {
    const iso = isoOf(cell);
    return iso === null ? String(cell) : `${exactText(iso)} (${agoText(iso, nowMs)})`;
  }
  return visibleText(cellWords(column, cell));
}
