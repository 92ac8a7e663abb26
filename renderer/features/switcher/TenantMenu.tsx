import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  type PositioningVirtualElement,
} from '@fluentui/react-components';
import type { TenantId } from '../../../preload/contract/index.ts';
import {
  moveFavourite,
  selectTenant,
  setFavourite,
  useEstateStore,
} from '../../stores/estate-store.ts';
import { goToTenant } from '../../stores/navigation.ts';
import { openDialog } from '../../stores/shell-store.ts';
import {
  ArrowDown20Regular,
  ArrowUp20Regular,
  Delete20Regular,
  Edit20Regular,
  Open20Regular,
  SignOut20Regular,
  Star20Filled,
  Star20Regular,
} from '../../ui/icons.ts';

interface TenantMenuProps {
  readonly tenantId: TenantId;
  readonly target: PositioningVirtualElement;
  readonly onClose: () => void;
}

/** What can be done with a tenant from the switcher. */
export function TenantMenu({ tenantId, target, onClose }: TenantMenuProps) {
  const tenant = useEstateStore(selectTenant(tenantId));
  const favourites = useEstateStore((state) => state.favourites);
  if (tenant === null) return null;
  const at = favourites.indexOf(tenantId);
  return (
    <Menu
      open
      onOpenChange={(_event, data) => {
        if (!data.open) onClose();
      }}
      positioning={{ target, position: 'below', align: 'start' }}
    >
      <MenuPopover>
        <MenuList aria-label="Tenant">
          <MenuItem icon={<Open20Regular />} onClick={() => void goToTenant(tenantId)}>
            Open
          </MenuItem>
          <MenuItem
            icon={tenant.isFavourite ? <Star20Filled /> : <Star20Regular />}
            onClick={() => void setFavourite(tenantId, !tenant.isFavourite)}
          >
            {tenant.isFavourite ? 'Remove from favourites' : 'Add to favourites'}
          </MenuItem>
          {at >= 0 && favourites.length > 1 && (
            <>
              <MenuItem
                icon={<ArrowUp20Regular />}
                secondaryContent="Alt+↑"
                disabled={at === 0}
                onClick={() => void moveFavourite(tenantId, at - 1)}
              >
                Move up
              </MenuItem>
              <MenuItem
                icon={<ArrowDown20Regular />}
                secondaryContent="Alt+↓"
                disabled={at === favourites.length - 1}
                onClick={() => void moveFavourite(tenantId, at + 1)}
              >
                Move down
              </MenuItem>
            </>
          )}
          <MenuDivider />
          <MenuItem
            icon={<Edit20Regular />}
            onClick={() => openDialog({ kind: 'edit-tenant', tenantId })}
          >
            Edit…
          </MenuItem>
          <MenuItem
            icon={<SignOut20Regular />}
            onClick={() => openDialog({ kind: 'sign-out', tenantId })}
          >
            Sign out…
          </MenuItem>
          <MenuItem
            icon={<Delete20Regular />}
            onClick={() => openDialog({ kind: 'forget', tenantId })}
          >
            Forget…
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
