import { Button, Menu, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Compartment, Tenant, View } from '../../../preload/contract/index.ts';
import { attentionOfView } from '../../lib/attention.ts';
import { goToView } from '../../stores/navigation.ts';
import { setSurface, type TenantSurface } from '../../stores/shell-store.ts';
import { closeView } from '../../stores/workspace-store.ts';
import { AttentionMark } from '../../ui/AttentionMark.tsx';
import { Add20Regular, Dismiss12Regular, Grid16Regular, Window16Regular } from '../../ui/icons.ts';
import { PortalMenu } from './PortalMenu.tsx';
import styles from './view-tabs.module.css';
import { viewLabel, viewTitle } from './view-words.ts';

interface ViewTabsProps {
  readonly tenant: Tenant;
  readonly compartment: Compartment;
  readonly surface: TenantSurface;
}

const HOME = 'home';

/** The open pages of a tenant, pop-ups among them, and the way to open another. */
export function ViewTabs({ tenant, compartment, surface }: ViewTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const closesFromKeyboard = useRef(false);
  const shown = surface === 'view' ? (compartment.activeViewId ?? HOME) : HOME;
  const keys = [HOME, ...compartment.views.map((view) => view.id as string)];

  const show = (key: string) => {
    const view = compartment.views.find(({ id }) => id === key);
    if (view) void goToView({ tenantId: tenant.id, viewId: view.id });
    else setSurface(tenant.id, 'portals');
  };
  const onKey = (event: KeyboardEvent) => {
    const at = keys.indexOf(shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    if (event.key === 'Delete' && shown !== HOME) {
      const view = compartment.views.find(({ id }) => id === shown);
      if (!view) return;
      closesFromKeyboard.current = true;
      void closeView({ tenantId: tenant.id, viewId: view.id });
      return;
    }
    const key = to === undefined ? undefined : keys[(to + keys.length) % keys.length];
    if (key === undefined) return;
    event.preventDefault();
    show(key);
    list.current?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
  };

  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`[data-key="${shown}"]`);
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // The closed tab took the focus with it.
    if (closesFromKeyboard.current) tab?.focus();
    closesFromKeyboard.current = false;
  }, [shown]);

  return (
    <div className={styles['strip']}>
      <div
        ref={list}
        role="tablist"
        aria-label="Open pages"
        className={styles['list']}
        onKeyDown={onKey}
      >
        <button
          type="button"
          role="tab"
          data-key={HOME}
          className={`${styles['tab'] ?? ''} ${styles['home'] ?? ''}`}
          aria-selected={shown === HOME}
          aria-label="All portals"
          title="All portals"
          tabIndex={shown === HOME ? 0 : -1}
          onClick={() => show(HOME)}
        >
          <Grid16Regular />
        </button>
        {compartment.views.map((view) => (
          <ViewTab
            key={view.id}
            view={view}
            isShown={view.id === shown}
            onShow={() => show(view.id)}
            onClose={() => void closeView({ tenantId: tenant.id, viewId: view.id })}
          />
        ))}
      </div>
      <Menu positioning={{ position: 'below', align: 'end' }}>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            size="small"
            icon={<Add20Regular />}
            aria-label="Open a portal"
            title="Open a portal"
          />
        </MenuTrigger>
        <MenuPopover>
          <PortalMenu tenantId={tenant.id} views={compartment.views} />
        </MenuPopover>
      </Menu>
    </div>
  );
}

interface ViewTabProps {
  readonly view: View;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onClose: () => void;
}

function ViewTab({ view, isShown, onShow, onClose }: ViewTabProps) {
  const attention = attentionOfView(view);
  return (
    <div role="presentation" className={styles['place']} data-shown={isShown}>
      <button
        type="button"
        role="tab"
        data-key={view.id}
        className={styles['tab']}
        aria-selected={isShown}
        aria-label={viewLabel(view)}
        aria-keyshortcuts="Delete"
        title={viewLabel(view)}
        tabIndex={isShown ? 0 : -1}
        onClick={onShow}
        onAuxClick={(event) => {
          if (event.button === 1) onClose();
        }}
      >
        {view.portalId === null && <Window16Regular />}
        <bdi className={styles['title']}>{viewTitle(view)}</bdi>
        {attention !== 'open' && <AttentionMark attention={attention} />}
      </button>
      {/* For the mouse; with the keyboard Delete on the tab or Ctrl+W closes a page. */}
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        className={styles['close']}
        title="Close"
        onClick={onClose}
      >
        <Dismiss12Regular />
      </button>
    </div>
  );
}
