import { Button } from '@fluentui/react-components';
import type { DeviceCode, Tenant } from '../../../preload/contract/index.ts';
import { clockText } from '../../lib/moments.ts';
import { copyText } from '../../stores/app-store.ts';
import { selectTenant, useEstateStore } from '../../stores/estate-store.ts';
import { cancelSignIn, copyDeviceCode, useIdentityStore } from '../../stores/identity-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Copy16Regular } from '../../ui/icons.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import styles from './device-code-dialog.module.css';
import { TenantLine } from '../../ui/TenantLine.tsx';

/** The code that is waited for, if any. It goes by itself when it was used or has ended. */
export function PendingCode() {
  const code = useIdentityStore((state) => state.deviceCode);
  return code === null ? null : <CodeOfTenant code={code} />;
}

function CodeOfTenant({ code }: { readonly code: DeviceCode }) {
  const tenant = useEstateStore(selectTenant(code.tenantId));
  return tenant === null ? null : <DeviceCodeDialog tenant={tenant} code={code} />;
}

interface DeviceCodeDialogProps {
  readonly tenant: Tenant;
  readonly code: DeviceCode;
}

/** Names the tenant that the code signs in to, where to type it in, and when not to. */
function DeviceCodeDialog({ tenant, code }: DeviceCodeDialogProps) {
  const { userCode, verificationUrl, endsAt } = code;
  const cancel = () => void cancelSignIn(tenant.id);
  return (
    <ModalDialog
      size="small"
      isAlert
      title="Sign in with a code"
      onClose={cancel}
      actions={<Button onClick={cancel}>Cancel sign-in</Button>}
    >
      <TenantLine tenant={tenant} />
      <dl className={styles['facts']}>
        <dt>Page</dt>
        <dd>
          <span>{verificationUrl}</span>
          <IconButton
            label="Copy the address"
            icon={<Copy16Regular />}
            onClick={() => void copyText(verificationUrl, 'Address')}
          />
        </dd>
        <dt>Code</dt>
        <dd>
          <code className={styles['code']}>{userCode}</code>
          <IconButton
            label="Copy the code"
            icon={<Copy16Regular />}
            onClick={() => void copyDeviceCode()}
          />
        </dd>
      </dl>
      <p role="status">
        Open the page in a browser and type the code in. It ends at {clockText(endsAt)}, and this
        closes when you are signed in.
      </p>
      <p>
        Use only a code that you see here because you asked for it. Whoever gets you to type in one
        of theirs is signed in as you.
      </p>
    </ModalDialog>
  );
}
