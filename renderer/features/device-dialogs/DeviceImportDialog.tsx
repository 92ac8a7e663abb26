import { Button, Field } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { ColumnId, DeviceImportPreview, Tenant } from '../../../preload/contract/index.ts';
import { countText } from '../../lib/count-text.ts';
import {
  applyDeviceImport,
  dropDeviceImport,
  remapDeviceImport,
} from '../../stores/device-files.ts';
import { useInventoryStore } from '../../stores/inventory-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Plain } from '../../ui/Plain.tsx';
import { Select } from '../../ui/Select.tsx';
import { TenantLine } from '../../ui/TenantLine.tsx';
import styles from './device-dialogs.module.css';
import { HeaderTable } from './HeaderTable.tsx';
import { isoOfLocal, localOf } from './local-time.ts';
import { WorkLine } from './WorkLine.tsx';

interface DeviceImportDialogProps {
  readonly tenant: Tenant;
  readonly preview: DeviceImportPreview;
  readonly onClose: () => void;
}

type Kind = NonNullable<DeviceImportPreview['source']>;

const KINDS: readonly { readonly value: Kind | ''; readonly name: string }[] = [
  { value: '', name: 'Choose what it is' },
  { value: 'defender-file', name: 'Defender device inventory' },
  { value: 'intune-file', name: 'Intune devices' },
];

/** What importing a file would do to a tenant, before it is done. */
export function DeviceImportDialog(props: DeviceImportDialogProps) {
  const { tenant, onClose } = props;
  const [preview, setPreview] = useState(props.preview);
  const [exportedAt, setExportedAt] = useState(localOf(props.preview.exportedAt));
  const [problem, setProblem] = useState<string | null>(null);
  const isWorking = useInventoryStore((state) => state.work !== null);
  const timeId = useId();
  const { importId, source, good, rows } = preview;

  const leave = () => {
    if (isWorking) return;
    void dropDeviceImport(importId);
    onClose();
  };
  const remap = async (kind: Kind | null, columns: (ColumnId | null)[]) => {
    if (kind === null) return;
    setProblem(null);
    const answer = await remapDeviceImport(importId, kind, columns);
    if (answer.ok) setPreview(answer.value);
    else setProblem(answer.message);
  };
  const columnsNow = () => preview.headers.map(({ column }) => column);
  const apply = async () => {
    const iso = isoOfLocal(exportedAt);
    if (iso === null) return setProblem('Say when the file was exported.');
    setProblem(null);
    const failure = await applyDeviceImport(tenant.id, importId, iso);
    if (failure === null) onClose();
    else setProblem(failure);
  };
  return (
    <ModalDialog
      size="large"
      isAlert
      title="Import devices"
      onClose={leave}
      onSubmit={() => void apply()}
      actions={
        <>
          <Button
            type="submit"
            appearance="primary"
            disabled={isWorking || source === null || good === 0}
          >
            {good === 1 ? 'Import 1 device' : `Import ${countText(good)} devices`}
          </Button>
          <Button onClick={leave} disabled={isWorking}>
            Cancel
          </Button>
        </>
      }
    >
      <TenantLine tenant={tenant} />
      <p className={styles['about']}>
        <Plain className={styles['file']}>{preview.fileName}</Plain> has {countText(rows)} rows, of
        which {countText(good)} can be taken in. Nothing is kept until you import them. They replace
        what an earlier file of this kind said of this tenant.
      </p>
      <div className={styles['fields']}>
        <Field label="What it is an export of">
          <Select<Kind | ''>
            value={source ?? ''}
            options={KINDS}
            disabled={isWorking}
            onChange={(kind) => void remap(kind === '' ? null : kind, columnsNow())}
          />
        </Field>
        <Field
          label={{ children: 'Exported', htmlFor: timeId }}
          hint={
            preview.exportedAtFrom === 'file-name'
              ? 'Read from the file’s name, in your time zone. Correct it if it is wrong.'
              : 'The date of the file, in your time zone. Correct it if the file was copied.'
          }
        >
          <input
            id={timeId}
            type="datetime-local"
            className={styles['time']}
            step={60}
            value={exportedAt}
            disabled={isWorking}
            onChange={(event) => setExportedAt(event.target.value)}
          />
        </Field>
      </div>
      <HeaderTable
        headers={preview.headers}
        isLocked={isWorking || source === null}
        onMap={(at, column) =>
          void remap(
            source,
            columnsNow().map((there, index) => (index === at ? column : there)),
          )
        }
      />
      <Messages preview={preview} />
      <WorkLine />
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </ModalDialog>
  );
}

function Messages({ preview }: { readonly preview: DeviceImportPreview }) {
  const { messages, moreMessages } = preview;
  if (messages.length === 0) return <p className={styles['quiet']}>No row gave a message.</p>;
  return (
    <section aria-labelledby="import-messages">
      <h3 id="import-messages" className={styles['sub']}>
        {messages.length + moreMessages === 1
          ? '1 message'
          : `${countText(messages.length + moreMessages)} messages`}
      </h3>
      <ul className={styles['messages']} aria-label="Messages about rows" tabIndex={0}>
        {messages.map(({ line, message }) => (
          <li key={`${String(line)} ${message}`}>
            <span className={styles['lineNumber']}>Line {line}</span>
            <Plain>{message}</Plain>
          </li>
        ))}
        {moreMessages > 0 && <li>{countText(moreMessages)} further messages are not listed.</li>}
      </ul>
    </section>
  );
}
