import { Dialog, DialogSurface } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { Cloud, Portal, Tenant, TenantId } from '../../../preload/contract/index.ts';
import { focusPortal } from '../../stores/app-store.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { type SuggestedDevice, useSuggestedDevices } from '../../stores/device-suggest.ts';
import {
  goToDeviceView,
  loadDeviceViews,
  useDeviceViewsStore,
} from '../../stores/device-views-store.ts';
import { goToDevice } from '../../stores/device-navigation.ts';
import { goToPortal, goToRun, goToTenant } from '../../stores/navigation.ts';
import { openStepOfRun } from '../../stores/run-store.ts';
import { closePalette, setPaletteText, useShellStore } from '../../stores/shell-store.ts';
import { activeViewOf, loadPortals, useWorkspaceStore } from '../../stores/workspace-store.ts';
import { CloudTag } from '../../ui/CloudTag.tsx';
import { ChevronRight12Regular, Search20Regular } from '../../ui/icons.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { TenantTile } from '../../ui/TenantTile.tsx';
import { paletteActions } from './palette-actions.ts';
import { paletteEntries, type PaletteEntry } from './palette-entries.ts';
import styles from './palette.module.css';
import { useFindableRuns, useFindableSteps } from './use-findable-runs.ts';

/** Find anything and go there, with the keyboard alone. */
export function Palette() {
  const text = useShellStore((state) => state.paletteText);
  const [at, setAt] = useState(0);
  const selectedId = useWorkspaceStore((state) => state.selectedTenantId);
  const tenants = useTenantsRecentFirst(selectedId);
  const byTenant = useWorkspaceStore((state) => state.byTenant);
  const portalsOfCloud = usePortalsOfClouds();
  const tenant = useEstateStore((state) =>
    selectedId === null ? null : (state.byId[selectedId] ?? null),
  );
  const view = activeViewOf(selectedId === null ? null : byTenant[selectedId]);

  const devices = useSuggestedDevices(text);
  const views = useDeviceViewsStore((state) => state.views);
  useEffect(() => void loadDeviceViews(), []);

  const runs = useFindableRuns();
  const steps = useFindableSteps();

  const actions = useMemo(() => paletteActions(tenant, view), [tenant, view]);
  const entries = useMemo(
    () =>
      paletteEntries({
        text,
        tenants,
        actions,
        devices,
        views,
        runs,
        steps,
        portalsOf: (tenant) => portalsOfCloud[tenant.cloud] ?? null,
      }),
    [text, tenants, actions, devices, views, runs, steps, portalsOfCloud],
  );
  const active = entries[Math.min(at, entries.length - 1)];

  const activeId = active === undefined ? undefined : domIdOf(active);
  useEffect(() => {
    if (activeId === undefined) return;
    document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const run = (entry: PaletteEntry) => {
    closePalette();
    // Whoever goes somewhere by keys goes on typing there.
    if (entry.kind === 'tenant') void goToTenant(entry.tenant.id).then(focusPortal);
    else if (entry.kind === 'portal') void goToPortal(entry.tenant.id, entry.portal.id);
    else if (entry.kind === 'device') void goToDevice(entry.device.tenantId, entry.device.id);
    else if (entry.kind === 'run') void goToRun(entry.run.summary.id);
    else if (entry.kind === 'step') void openStepOfRun(entry.step.stepId);
    else if (entry.kind === 'view') void goToDeviceView(entry.view);
    else entry.action.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const size = entries.length;
    const to = {
      ArrowDown: (at + 1) % Math.max(1, size),
      ArrowUp: (at - 1 + size) % Math.max(1, size),
      PageDown: Math.min(size - 1, at + 8),
      PageUp: Math.max(0, at - 8),
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setAt(to);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (active !== undefined) run(active);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(_event, data) => {
        if (!data.open) closePalette();
      }}
    >
      <DialogSurface className={styles['surface'] ?? ''} aria-label="Find anything">
        <div className={styles['box']}>
          <Search20Regular />
          <input
            className={styles['input']}
            role="combobox"
            aria-label="Find a tenant, a portal, a device or an action"
            aria-expanded
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-activedescendant={activeId}
            placeholder="Tenant, tenant and portal (“fab def”), device, or action"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={text}
            onChange={(event) => {
              setPaletteText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKey}
          />
          <Kbd keys="Esc" />
        </div>
        <ul id="palette-list" role="listbox" aria-label="Results" className={styles['list']}>
          {entries.map((entry) => (
            <li
              key={entry.key}
              id={domIdOf(entry)}
              role="option"
              aria-selected={entry === active}
              className={styles['entry']}
              onClick={() => run(entry)}
              onMouseMove={() => {
                if (entry !== active) setAt(entries.indexOf(entry));
              }}
            >
              <EntryFace entry={entry} />
            </li>
          ))}
        </ul>
        {entries.length === 0 && (
          <p className={styles['nothing']} role="status">
            Nothing answers to this. Try part of a name, a domain, a tenant id, or a portal after a
            tenant: “contoso intune”.
          </p>
        )}
      </DialogSurface>
    </Dialog>
  );
}

const domIdOf = (entry: PaletteEntry) => `palette-${entry.key}`;

function EntryFace({ entry }: { readonly entry: PaletteEntry }) {
  if (entry.kind === 'action') {
    return (
      <>
        <span className={styles['glyph']}>
          <ChevronRight12Regular />
        </span>
        <span className={styles['name']}>{entry.action.name}</span>{' '}
        {entry.action.keys !== undefined && <Kbd keys={entry.action.keys} />}
      </>
    );
  }
  if (entry.kind === 'view') {
    return (
      <>
        <span className={styles['glyph']}>
          <ChevronRight12Regular />
        </span>
        <Plain className={styles['name']}>{entry.view.name}</Plain>{' '}
        <span className={styles['portal']}>Saved view of devices</span>
      </>
    );
  }
  if (entry.kind === 'run') {
    const { summary, source, target } = entry.run;
    return (
      <>
        {target !== null && <TenantTile initials={target.initials} colour={target.colour} />}
        <Plain className={styles['name']}>{summary.title}</Plain>{' '}
        <span className={styles['portal']}>
          Run, {source !== null && <Plain>{source.name}</Plain>}
          {source !== null && ' to '}
          <Plain>{target?.name ?? 'a tenant that is no longer here'}</Plain>
        </span>
      </>
    );
  }
  if (entry.kind === 'step') {
    const { title, tenant } = entry.step;
    return (
      <>
        {tenant !== null && <TenantTile initials={tenant.initials} colour={tenant.colour} />}
        <Plain className={styles['name']}>{title}</Plain>{' '}
        <span className={styles['portal']}>Step of this run</span>
      </>
    );
  }
  if (entry.kind === 'device') return <DeviceFace device={entry.device} tenant={entry.tenant} />;
  const { tenant } = entry;
  return (
    <>
      <TenantTile initials={tenant.initials} colour={tenant.colour} />
      <Plain className={styles['name']}>{tenant.name}</Plain>{' '}
      {entry.kind === 'portal' && <span className={styles['portal']}>{entry.portal.name}</span>}{' '}
      <Plain className={styles['domain']}>{tenant.domain}</Plain> <CloudTag cloud={tenant.cloud} />
    </>
  );
}

interface DeviceFaceProps {
  readonly device: SuggestedDevice;
  readonly tenant: Tenant | null;
}

function DeviceFace({ device, tenant }: DeviceFaceProps) {
  return (
    <>
      {tenant !== null && <TenantTile initials={tenant.initials} colour={tenant.colour} />}
      <Plain className={styles['name']}>{device.name}</Plain>{' '}
      {device.found !== null && <Plain className={styles['portal']}>{device.found}</Plain>}{' '}
      <span className={styles['domain']}>
        Device of <Plain>{tenant?.name ?? 'a tenant that is no longer here'}</Plain>
      </span>
    </>
  );
}

/** The portals of each cloud of the estate, as one of its tenants has them. */
function usePortalsOfClouds(): Readonly<Partial<Record<Cloud, readonly Portal[]>>> {
  const byId = useEstateStore((state) => state.byId);
  const portals = useWorkspaceStore((state) => state.portals);
  useEffect(() => {
    const known = new Set<Cloud>();
    for (const tenant of Object.values(byId)) {
      if (known.has(tenant.cloud)) continue;
      known.add(tenant.cloud);
      void loadPortals(tenant.id);
    }
  }, [byId]);
  return useMemo(() => {
    const ofCloud: Partial<Record<Cloud, readonly Portal[]>> = {};
    for (const tenant of Object.values(byId)) {
      const known = portals[tenant.id];
      if (known?.status === 'ready') ofCloud[tenant.cloud] ??= known.portals;
    }
    return ofCloud;
  }, [byId, portals]);
}

/** Recent ones first; the tenant in front goes behind them, since one is there already. */
function useTenantsRecentFirst(inFront: TenantId | null): readonly Tenant[] {
  const { byId, order, recent } = useEstateStore();
  return useMemo(() => {
    const first = recent.filter((id) => byId[id] !== undefined && id !== inFront);
    const seen = new Set(first);
    return [...first, ...order.filter((id) => !seen.has(id))].flatMap((id) => byId[id] ?? []);
  }, [byId, order, recent, inFront]);
}
