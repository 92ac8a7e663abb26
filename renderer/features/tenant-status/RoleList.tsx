import type { Finding, RoleHeld } from '../../../preload/contract/index.ts';
import { STATE_WORDS } from '../../lib/check-words.ts';
import { Ago } from '../../ui/Ago.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { Tag } from '../../ui/Tag.tsx';
import styles from './tenant-status.module.css';

interface RoleListProps {
  readonly roles: readonly RoleHeld[];
  /** The finding on roles: says why there are none. */
  readonly finding: Finding | null;
}

/** Roles the operator holds here, what ends first on top. */
export function RoleList({ roles, finding }: RoleListProps) {
  const sorted = [...roles].sort(
    (a, b) =>
      (a.kind === b.kind ? 0 : a.kind === 'active' ? -1 : 1) ||
      (a.endsAt ?? '9').localeCompare(b.endsAt ?? '9'),
  );
  return (
    <section aria-labelledby="status-roles" className={styles['card']}>
      <h3 id="status-roles" className={styles['sectionTitle']}>
        Roles <span className={styles['count']}>{roles.length}</span>
      </h3>
      {roles.length === 0 ? (
        <p className={styles['nothing']}>
          {finding === null || finding.state === 'pass' || finding.state === 'fact'
            ? 'No role is held here.'
            : `${STATE_WORDS[finding.state]}. `}
          {finding !== null && <Plain>{finding.reason}</Plain>}
        </p>
      ) : (
        <ul className={styles['roles']}>
          {sorted.map((role) => (
            <li key={`${role.roleTemplateId} ${role.kind} ${role.endsAt ?? ''}`}>
              <span className={styles['roleName']}>
                <Plain>{role.name}</Plain>
              </span>
              <Tag>{role.kind === 'active' ? 'Active' : 'Eligible'}</Tag>
              <span className={styles['quiet']}>
                {role.endsAt === null ? (
                  'does not end'
                ) : (
                  <>
                    ends <Ago iso={role.endsAt} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
