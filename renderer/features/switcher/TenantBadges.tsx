import { isStale } from '../../lib/fresh-status.ts';
import { shortAge } from '../../lib/moments.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './switcher.module.css';
import { type Badge, badgeTitle } from './tenant-badges.ts';

interface TenantBadgesProps {
  readonly badges: readonly Badge[];
  readonly collectedAt: string | null;
  readonly nowMs: number;
}

/**
 * Sign-in as a circle, MFA as a diamond, Conditional Access as a shield, each with the sign of its
 * state; then the age of the data. Their words stand in the name of the row, so the
 * age is drawn by the style sheet and is no part of what is written.
 */
export function TenantBadges({ badges, collectedAt, nowMs }: TenantBadgesProps) {
  return (
    <span className={styles['badges']} aria-hidden="true">
      {badges.map((badge) => (
        <span
          key={badge.checkId}
          className={styles['mark']}
          data-check={badge.checkId}
          data-state={badge.cell.state}
          title={badgeTitle(badge, nowMs)}
        >
          <StateMark
            state={badge.cell.state}
            frame={badge.frame}
            isStale={isStale(badge.cell.collectedAt, nowMs)}
          />
        </span>
      ))}
      <span
        className={styles['age']}
        data-age={collectedAt === null ? '–' : shortAge(collectedAt, nowMs)}
      />
    </span>
  );
}
