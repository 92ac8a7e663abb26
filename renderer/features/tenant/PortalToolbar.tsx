import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  useArrowNavigationGroup,
} from '@fluentui/react-components';
import type { Tenant, View } from '../../../preload/contract/index.ts';
import { askFind, openDialog } from '../../stores/shell-store.ts';
import {
  copyLink,
  goBack,
  goForward,
  openInManagedBrowser,
  reload,
  setZoom,
  stopLoading,
} from '../../stores/workspace-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  ArrowClockwise20Regular,
  ArrowLeft20Regular,
  ArrowRight20Regular,
  Copy20Regular,
  Delete20Regular,
  Dismiss20Regular,
  Edit20Regular,
  MoreHorizontal20Regular,
  Open20Regular,
  Search20Regular,
  SignOut20Regular,
} from '../../ui/icons.ts';
import styles from './portal-toolbar.module.css';
import { addressOf, nextZoom } from './view-words.ts';

interface PortalToolbarProps {
  readonly tenant: Tenant;
  readonly view: View;
}

/** What can be done with the page in front. A page that waits for a decision can do nothing. */
export function PortalToolbar({ tenant, view }: PortalToolbarProps) {
  const ref = { tenantId: tenant.id, viewId: view.id };
  const isHeld = view.proof.state === 'mismatch';
  const isLoading = view.state === 'loading';
  const arrows = useArrowNavigationGroup({ axis: 'horizontal', memorizeCurrent: true });
  return (
    <div role="toolbar" aria-label="Page" className={styles['bar']} {...arrows}>
      <IconButton
        label="Back"
        keys="Alt+Left"
        icon={<ArrowLeft20Regular />}
        disabled={isHeld || !view.canGoBack}
        onClick={() => void goBack(ref)}
      />
      <IconButton
        label="Forward"
        keys="Alt+Right"
        icon={<ArrowRight20Regular />}
        disabled={isHeld || !view.canGoForward}
        onClick={() => void goForward(ref)}
      />
      {isLoading ? (
        <IconButton
          label="Stop"
          icon={<Dismiss20Regular />}
          onClick={() => void stopLoading(ref)}
        />
      ) : (
        <IconButton
          label="Reload"
          keys="Control+R"
          icon={<ArrowClockwise20Regular />}
          disabled={isHeld}
          onClick={() => void reload(ref)}
        />
      )}
      <Address view={view} />
      <IconButton
        label="Copy link"
        icon={<Copy20Regular />}
        disabled={isHeld}
        onClick={() => void copyLink(ref)}
      />
      {tenant.handOff !== 'never' && (
        <IconButton
          label="Open in managed browser"
          icon={<Open20Regular />}
          disabled={isHeld}
          onClick={() => void openInManagedBrowser(ref)}
        />
      )}
      <span className={styles['divider']} />
      <IconButton
        label="Find in page"
        keys="Control+F"
        icon={<Search20Regular />}
        disabled={isHeld}
        onClick={askFind}
      />
      <ZoomMenu view={view} isHeld={isHeld} onZoom={(percent) => void setZoom(ref, percent)} />
      <MoreMenu tenant={tenant} />
    </div>
  );
}

function Address({ view }: { readonly view: View }) {
  const { host, path } = addressOf(view.shownUrl);
  return (
    <div
      className={styles['address']}
      title={view.shownUrl}
      role="group"
      aria-label={`Address: ${view.shownUrl}`}
      data-loading={view.state === 'loading'}
    >
      <bdi dir="ltr" className={styles['host']}>
        {host}
      </bdi>
      <bdi dir="ltr" className={styles['path']}>
        {path}
      </bdi>
    </div>
  );
}

interface ZoomMenuProps {
  readonly view: View;
  readonly isHeld: boolean;
  readonly onZoom: (percent: number) => void;
}

function ZoomMenu({ view, isHeld, onZoom }: ZoomMenuProps) {
  return (
    <Menu positioning={{ position: 'below', align: 'end' }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          className={styles['zoom'] ?? ''}
          disabled={isHeld}
          aria-label={`Zoom, ${String(view.zoomPercent)} %`}
          title="Zoom"
        >
          {view.zoomPercent} %
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem
            persistOnClick
            secondaryContent="Ctrl++"
            onClick={() => onZoom(nextZoom(view.zoomPercent, 1))}
          >
            Zoom in
          </MenuItem>
          <MenuItem
            persistOnClick
            secondaryContent="Ctrl+−"
            onClick={() => onZoom(nextZoom(view.zoomPercent, -1))}
          >
            Zoom out
          </MenuItem>
          <MenuItem secondaryContent="Ctrl+0" onClick={() => onZoom(100)}>
            Reset to 100 %
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function MoreMenu({ tenant }: { readonly tenant: Tenant }) {
  const tenantId = tenant.id;
  return (
    <Menu positioning={{ position: 'below', align: 'end' }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontal20Regular />}
          aria-label="More of this tenant"
          title="More of this tenant"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem
            icon={<Edit20Regular />}
            onClick={() => openDialog({ kind: 'edit-tenant', tenantId })}
          >
            Edit tenant…
          </MenuItem>
          <MenuItem
            icon={<SignOut20Regular />}
            onClick={() => openDialog({ kind: 'sign-out', tenantId })}
          >
            Sign out of this tenant…
          </MenuItem>
          <MenuDivider />
          <MenuItem
            icon={<Delete20Regular />}
            onClick={() => openDialog({ kind: 'forget', tenantId })}
          >
            Forget this tenant…
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
