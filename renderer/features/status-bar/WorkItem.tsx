import { countText } from '../../lib/count-text.ts';
import { cancelWork, useInventoryStore } from '../../stores/inventory-store.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './status-bar.module.css';

/** How far an export or import of devices is, and the way to end it. */
export function WorkItem() {
  const work = useInventoryStore((state) => state.work);
  if (work === null || work.total === 0) return null;
  const { what, done, total } = work;
  const doing = what === 'export' ? 'Exporting' : 'Importing';
  return (
    <span className={styles['item']}>
      {doing} {countText(done)} of {countText(total)}
      <ProgressLine label={`${doing} devices`} value={done} max={total} />
      <button
        type="button"
        className={styles['history']}
        aria-label={`Stop ${doing.toLowerCase()}`}
        onClick={() => void cancelWork()}
      >
        Stop
      </button>
    </span>
  );
}
