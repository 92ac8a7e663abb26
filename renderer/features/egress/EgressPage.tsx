import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { CLOUD_ORDER } from '../../lib/tenant-words.ts';
import { copyEgress, loadEgress, useEgressStore } from '../../stores/egress-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Copy20Regular } from '../../ui/icons.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { CloudChoice } from './CloudChoice.tsx';
import { CompareSection } from './CompareSection.tsx';
import styles from './egress.module.css';
import { HostSection } from './HostSection.tsx';

/** Every host that is reached, by cloud and purpose, and what an allow-list makes of them. */
export function EgressPage() {
  const manifest = useEgressStore((state) => state.manifest);
  const chosen = useChosenClouds();
  useEffect(() => void loadEgress(), []);
  const clouds =
    manifest.status === 'ready'
      ? manifest.clouds.filter(({ cloud }) => chosen.includes(cloud))
      : [];
  return (
    <PageFrame
      title="Egress"
      about="Every host that Bulkhead and its portals reach, for the allow-list of a proxy or firewall. All of it is https on port 443."
      actions={
        clouds.length > 0 && (
          <Button
            size="small"
            appearance="primary"
            icon={<Copy20Regular />}
            onClick={() => void copyEgress(clouds)}
          >
            Copy as text
          </Button>
        )
      }
    >
      {manifest.status === 'failed' ? (
        <EmptyState
          title="The hosts could not be read"
          actions={<Button onClick={() => void loadEgress()}>Try again</Button>}
        >
          {manifest.message}
        </EmptyState>
      ) : manifest.status === 'loading' ? (
        <p className={styles['quiet']}>Reading the hosts…</p>
      ) : (
        <>
          <CloudChoice chosen={chosen} />
          {clouds.length === 0 ? (
            <EmptyState title="No cloud is chosen">
              Choose the clouds that your tenants are in. Their hosts are listed here.
            </EmptyState>
          ) : (
            <>
              <CompareSection clouds={clouds} />
              {clouds.map((cloud) => (
                <HostSection key={cloud.cloud} of={cloud} />
              ))}
            </>
          )}
        </>
      )}
    </PageFrame>
  );
}

/** What the operator chose; before that the clouds of the estate, and the usual one without any. */
function useChosenClouds() {
  const byId = useEstateStore((state) => state.byId);
  const chosen = useEgressStore((state) => state.chosen);
  if (chosen !== null) return chosen;
  const used = new Set(Object.values(byId).map(({ cloud }) => cloud));
  return used.size === 0 ? ['global' as const] : CLOUD_ORDER.filter((cloud) => used.has(cloud));
}
