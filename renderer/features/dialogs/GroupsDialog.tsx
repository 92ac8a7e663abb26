import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { BridgeError, TenantGroup } from '../../../preload/contract/index.ts';
import { failureWords } from '../../bridge/failure-words.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { addGroup, removeGroup, renameGroup, useEstateStore } from '../../stores/estate-store.ts';
import { Delete20Regular } from '../../ui/icons.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import styles from './groups-dialog.module.css';

/** The groups of the switcher: add, rename, remove. Tenants are put into one by editing them. */
export function GroupsDialog({ onClose }: { readonly onClose: () => void }) {
  const { groups, byId } = useEstateStore();
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<BridgeError | null>(null);
  const tenants = Object.values(byId);

  const add = async () => {
    if (name.trim() === '') return;
    const answer = await addGroup(name.trim());
    if (answer.ok) setName('');
    setFailure(answer.ok ? null : answer.error);
  };
  return (
    <ModalDialog
      size="small"
      title="Groups"
      onClose={onClose}
      onSubmit={() => void add()}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <p className={styles['hint']}>To put a tenant into a group, edit the tenant.</p>
      {groups.length === 0 ? (
        <p className={styles['none']}>There are no groups yet.</p>
      ) : (
        <ul className={styles['list']} aria-label="Groups">
          {groups.map((group) => (
            <GroupRow
              key={group.id}
              group={group}
              count={tenants.filter((tenant) => tenant.groupId === group.id).length}
              onFailure={setFailure}
            />
          ))}
        </ul>
      )}
      <div className={styles['add']}>
        <Field
          label="New group"
          {...(failure !== null && {
            validationState: 'error' as const,
            validationMessage: failureWords(failure),
          })}
        >
          <Input
            value={name}
            maxLength={60}
            onChange={(_event, data) => {
              setName(data.value);
              setFailure(null);
            }}
          />
        </Field>
        <Button type="submit" disabled={name.trim() === ''}>
          Add
        </Button>
      </div>
    </ModalDialog>
  );
}

interface GroupRowProps {
  readonly group: TenantGroup;
  readonly count: number;
  readonly onFailure: (failure: BridgeError | null) => void;
}

function GroupRow({ group, count, onFailure }: GroupRowProps) {
  const [name, setName] = useState(group.name);
  const rename = async (event?: FormEvent) => {
    event?.preventDefault();
    const next = name.trim();
    if (next === '' || next === group.name) return setName(group.name);
    const answer = await renameGroup(group.id, next);
    if (!answer.ok) setName(group.name);
    onFailure(answer.ok ? null : answer.error);
  };
  const remove = async () => {
    const answer = await removeGroup(group.id);
    onFailure(answer.ok ? null : answer.error);
  };
  const shown = visibleText(group.name);
  return (
    <li className={styles['row']}>
      <Input
        className={styles['name'] ?? ''}
        size="small"
        aria-label={`Name of ${shown}`}
        value={name}
        maxLength={60}
        onChange={(_event, data) => setName(data.value)}
        onBlur={() => void rename()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void rename(event);
        }}
      />
      <span className={styles['count']}>
        {count === 1 ? '1 tenant' : `${String(count)} tenants`}
      </span>
      <IconButton
        label={`Remove group ${shown}. Its tenants stay.`}
        icon={<Delete20Regular />}
        onClick={() => void remove()}
      />
    </li>
  );
}
