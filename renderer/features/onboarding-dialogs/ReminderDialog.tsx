import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { RadarItem, RenewalKind, TenantId } from '../../../preload/contract/index.ts';
import { isoOfLocal, localInput } from '../../lib/moments.ts';
import { RENEWAL_ORDER, RENEWAL_WORDS } from '../../lib/onboarding-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { useEstateStore } from '../../stores/estate-store.ts';
import { saveReminder } from '../../stores/records-store.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { DueField } from './DueField.tsx';
import styles from './onboarding-dialogs.module.css';
import { useSend } from './use-send.ts';

interface ReminderDialogProps {
  readonly item: RadarItem | null;
  readonly tenantId: TenantId | null;
  readonly onClose: () => void;
}

/** Something that ends and that no check can read: a test that is due, an exception. */
export function ReminderDialog({ item, tenantId, onClose }: ReminderDialogProps) {
  const byId = useEstateStore((state) => state.byId);
  const order = useEstateStore((state) => state.order);
  const [tenant, setTenant] = useState<string>(tenantId ?? '');
  const [kind, setKind] = useState<RenewalKind>(item?.kind ?? 'break-glass-test');
  const [title, setTitle] = useState(item?.title ?? '');
  const [ends, setEnds] = useState(localInput(item?.endsAt ?? null));
  const { problem, setProblem, isWorking, send } = useSend(onClose);
  const save = async () => {
    const chosen = order.find((id) => id === tenant);
    const endsAt = isoOfLocal(ends);
    if (chosen === undefined) return setProblem('Choose the tenant it is about.');
    if (title.trim() === '') return setProblem('Say what ends.');
    if (endsAt === null) return setProblem('Say when it ends.');
    await send(() =>
      saveReminder({
        reminderId: item?.reminderId ?? null,
        tenantId: chosen,
        kind,
        title: title.trim(),
        endsAt,
      }),
    );
  };
  return (
    <ModalDialog
      title={item === null ? 'Add a reminder' : 'Change the reminder'}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="submit" appearance="primary" disabled={isWorking}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <div className={styles['two']}>
          <Field label="Tenant" required>
            <Select
              value={tenant}
              options={[
                { value: '', name: 'Choose a tenant' },
                ...order.map((id) => ({
                  value: id as string,
                  name: visibleText(byId[id]?.name ?? id),
                })),
              ]}
              onChange={setTenant}
            />
          </Field>
          <Field label="Kind">
            <Select<RenewalKind>
              value={kind}
              options={RENEWAL_ORDER.map((value) => ({ value, name: RENEWAL_WORDS[value] }))}
              onChange={setKind}
            />
          </Field>
        </div>
        <Field label="What ends" required>
          <Input value={title} maxLength={200} onChange={(_event, data) => setTitle(data.value)} />
        </Field>
        <DueField label="Ends" value={ends} onChange={setEnds} isRequired />
        {problem !== null && (
          <p className={styles['problem']} role="alert">
            {problem}
          </p>
        )}
      </div>
    </ModalDialog>
  );
}
