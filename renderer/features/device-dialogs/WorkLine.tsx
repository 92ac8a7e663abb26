import { Button } from '@fluentui/react-components';
import { countText } from '../../lib/count-text.ts';
import { cancelWork, useInventoryStore } from '../../stores/inventory-store.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './device-dialogs.module.css';

/** How far the export or import is, and the way to end it. */
export function WorkLine() {
  const work = useInventoryStore((state) => state.work);
  if (work === null) return null;
  const { what, done, total } = work;
  const doing = what === 'export' ? 'Writing' : 'Taking in';
  return (
    <div className={styles['work']}>
      <span role="status">
        {doing} {countText(done)} of {countText(total)}
      </span>
      <ProgressLine label={`${doing} devices`} value={done} max={total} />
      <Button size="small" onClick={() => void cancelWork()}>
        Stop
      </Button>
    </div>
  );
}
