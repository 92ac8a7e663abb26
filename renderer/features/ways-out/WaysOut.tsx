import { Button } from '@fluentui/react-components';
import type { TenantId, WayOut } from '../../../preload/contract/index.ts';
import { wayOutText } from '../../lib/tenant-words.ts';
import { useAppStore } from '../../stores/app-store.ts';
import { takeWayOut } from '../../stores/ways-out.ts';
import styles from './ways-out.module.css';

interface WaysOutProps {
  readonly tenantId: TenantId;
  readonly ways: readonly WayOut[];
  /** What they lead out of, for names that are told apart: "Sign-in". */
  readonly of: string;
  /** Whether the first one is the next sensible thing to do. */
  readonly hasPrimary?: boolean;
}

/** The shortest ways out of a finding as buttons, the first one first. */
export function WaysOut({ tenantId, ways, of, hasPrimary = false }: WaysOutProps) {
  const isOnline = useAppStore((state) => state.isOnline);
  if (ways.length === 0) return null;
  return (
    <span className={styles['ways']}>
      {ways.map((way, at) => (
        <Button
          key={`${way.kind} ${'portalId' in way ? way.portalId : ''}`}
          size="small"
          appearance={hasPrimary && at === 0 ? 'primary' : 'secondary'}
          disabled={!isOnline && way.kind !== 'ask-consent'}
          aria-label={`${wayOutText(way)}: ${of}`}
          onClick={() => void takeWayOut(tenantId, way)}
        >
          {wayOutText(way)}
        </Button>
      ))}
    </span>
  );
}
