import { Input } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { Cloud } from '../../../preload/contract/index.ts';
import { readTenantId } from '../../lib/guid.ts';
import { CLOUD_HINTS, CLOUD_NAMES, CLOUD_ORDER } from '../../lib/tenant-words.ts';
import { changeSettings, selectSettings, useAppStore } from '../../stores/app-store.ts';
import { LockClosed16Regular } from '../../ui/icons.ts';
import styles from './settings.module.css';

/** The app registration's client id for each cloud: without one, no status is read there. */
export function ClientIdRows() {
  const lock = useAppStore((state) => state.managed.find(({ key }) => key === 'clientIds') ?? null);
  return (
    <section className={styles['section']} aria-labelledby="settings-registration">
      <h2 id="settings-registration" className={styles['head']}>
        App registration
      </h2>
      <p className={styles['hint']}>
        The application (client) id under which Bulkhead signs in to read status. Your administrator
        has it.
      </p>
      {lock !== null && (
        <p className={styles['lock']}>
          <LockClosed16Regular />
          Decided by your organisation: {lock.source}
        </p>
      )}
      {CLOUD_ORDER.map((cloud) => (
        <ClientIdRow key={cloud} cloud={cloud} isLocked={lock !== null} />
      ))}
    </section>
  );
}

interface ClientIdRowProps {
  readonly cloud: Cloud;
  readonly isLocked: boolean;
}

function ClientIdRow({ cloud, isLocked }: ClientIdRowProps) {
  const id = useId();
  const clientIds = useAppStore((state) => selectSettings(state).clientIds);
  const [typed, setTyped] = useState<string | null>(null);
  const kept = clientIds[cloud] ?? '';
  const text = typed ?? kept;
  // A client id is a GUID as a tenant's is, in the forms that people paste.
  const isBad = text.trim() !== '' && readTenantId(text) === null;
  const settle = () => {
    if (typed === null || isBad) return;
    setTyped(null);
    const next = readTenantId(text);
    if ((next ?? '') === kept) return;
    const { [cloud]: _before, ...others } = clientIds;
    void changeSettings({ clientIds: next === null ? others : { ...others, [cloud]: next } });
  };
  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        <label htmlFor={id} className={styles['label']}>
          {CLOUD_NAMES[cloud]}
        </label>
        <p className={styles['hint']} id={`${id}-hint`} role={isBad ? 'alert' : undefined}>
          {isBad ? 'This is not a client id. It is a GUID.' : CLOUD_HINTS[cloud]}
        </p>
      </div>
      <div className={styles['wideControl']}>
        <Input
          id={id}
          aria-describedby={`${id}-hint`}
          aria-invalid={isBad}
          disabled={isLocked}
          placeholder="None: no status in this cloud"
          spellCheck={false}
          value={text}
          onChange={(_event, data) => setTyped(data.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
          }}
        />
      </div>
    </div>
  );
}
