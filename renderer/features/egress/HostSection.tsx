import type { EgressCloud, EgressHost } from '../../../preload/contract/index.ts';
import { counted } from '../../lib/onboarding-words.ts';
import { USE_WORDS } from '../../lib/egress-words.ts';
import { CLOUD_HINTS, CLOUD_NAMES } from '../../lib/tenant-words.ts';
import { LockClosed16Regular } from '../../ui/icons.ts';
import { MoreRows } from '../../ui/MoreRows.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { useMore } from '../../ui/use-more.ts';
import styles from './egress.module.css';

/** The hosts of one cloud. */
export function HostSection({ of: { cloud, hosts } }: { readonly of: EgressCloud }) {
  const { shown, left, showMore } = useMore(hosts);
  const id = `egress-${cloud}`;
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id} className={styles['head']}>
        {CLOUD_NAMES[cloud]}: {counted(hosts.length, 'host')}
      </h2>
      <p className={styles['quiet']}>{CLOUD_HINTS[cloud]}</p>
      <div
        className={styles['scroll']}
        role="region"
        aria-label={`Hosts of ${CLOUD_NAMES[cloud]}`}
        tabIndex={0}
      >
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">For</th>
              <th scope="col">As</th>
              <th scope="col">Asked by</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((host) => (
              <HostRow key={`${host.use} ${host.host}`} of={host} />
            ))}
          </tbody>
        </table>
        <MoreRows left={left} what="hosts" onMore={showMore} />
      </div>
    </section>
  );
}

function HostRow({ of }: { readonly of: EgressHost }) {
  return (
    <tr>
      <th scope="row" className={styles['host']}>
        <bdi dir="ltr">{of.host}</bdi>
      </th>
      <td>
        <Plain>{of.purpose}</Plain>
      </td>
      <td>{USE_WORDS[of.use]}</td>
      <td>{of.isOwn ? 'Bulkhead and pages' : 'Pages'}</td>
      <td>
        {of.isAdded && <LockClosed16Regular className={styles['lock'] ?? ''} aria-hidden="true" />}
        <Plain>{of.source}</Plain>
      </td>
    </tr>
  );
}
