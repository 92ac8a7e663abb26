import { Input } from '@fluentui/react-components';
import { type ReactNode, useId, useState } from 'react';
import type { Settings, Theme } from '../../../preload/contract/index.ts';
import { changeSettings, selectSettings, useAppStore } from '../../stores/app-store.ts';
import { LockClosed16Regular } from '../../ui/icons.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { Select, type SelectOption } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { AccountsSection } from '../accounts/index.ts';
import { LockActions } from '../lock/index.ts';
import { StorageSection } from '../storage/index.ts';
import { ClientIdRows } from './ClientIdRows.tsx';
import { CrashDumpsSection } from './CrashDumpsSection.tsx';
import { PolicySection } from './PolicySection.tsx';
import styles from './settings.module.css';

const THEMES: readonly SelectOption<Theme>[] = [
  { value: 'system', name: 'As the system' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
  { value: 'high-contrast', name: 'High contrast' },
];

const LAYOUTS: readonly SelectOption<Settings['overviewLayout']>[] = [
  { value: 'cards', name: 'Cards' },
  { value: 'table', name: 'Table' },
];

/** Settings take effect at once. Those an administrator decided are locked and say by whom. */
export function SettingsPage() {
  const settings = useAppStore(selectSettings);
  return (
    <PageFrame title="Settings" about="Changes take effect at once." isNarrow>
      <section className={styles['section']} aria-labelledby="settings-look">
        <h2 id="settings-look" className={styles['head']}>
          Appearance
        </h2>
        <Row name="theme" label="Theme" hint="High contrast of the system is always respected.">
          {(control) => (
            <Select
              {...control}
              value={settings.theme}
              options={THEMES}
              onChange={(theme) => void changeSettings({ theme })}
            />
          )}
        </Row>
        <Row name="overviewLayout" label="Overview" hint="How tenants are laid out.">
          {(control) => (
            <Select
              {...control}
              value={settings.overviewLayout}
              options={LAYOUTS}
              onChange={(overviewLayout) => void changeSettings({ overviewLayout })}
            />
          )}
        </Row>
      </section>
      <section className={styles['section']} aria-labelledby="settings-pages">
        <h2 id="settings-pages" className={styles['head']}>
          Pages
        </h2>
        <Row
          name="liveViewLimit"
          label="Live pages"
          hint="How many portal pages may be alive at once, 1 to 50. The one not used for longest is put to sleep; its session is kept."
        >
          {(control) => (
            <NumberBox
              {...control}
              value={settings.liveViewLimit}
              min={1}
              max={50}
              onChange={(liveViewLimit) => void changeSettings({ liveViewLimit })}
            />
          )}
        </Row>
        <Row
          name="hibernateAfterMinutes"
          label="Sleep after"
          hint="Minutes until a page that is not in front is put to sleep. 0 is never."
        >
          {(control) => (
            <NumberBox
              {...control}
              value={settings.hibernateAfterMinutes}
              min={0}
              max={1440}
              onChange={(hibernateAfterMinutes) => void changeSettings({ hibernateAfterMinutes })}
            />
          )}
        </Row>
        <Row
          name="restoresWorkspace"
          label="Open again at start"
          hint="Brings back the pages that were open when Bulkhead was closed, asleep until you look at them."
        >
          {(control) => (
            <Switch
              {...control}
              checked={settings.restoresWorkspace}
              onChange={(restoresWorkspace) => void changeSettings({ restoresWorkspace })}
            />
          )}
        </Row>
      </section>
      <section className={styles['section']} aria-labelledby="settings-lock">
        <h2 id="settings-lock" className={styles['head']}>
          Lock
        </h2>
        <LockActions />
        <Row
          name="lockAfterMinutes"
          label="Lock after"
          hint="Minutes without input, 1 to 240; sleep counts as such. 0 is never."
        >
          {(control) => (
            <NumberBox
              {...control}
              value={settings.lockAfterMinutes}
              min={0}
              max={240}
              onChange={(lockAfterMinutes) => void changeSettings({ lockAfterMinutes })}
            />
          )}
        </Row>
        <Row
          name="locksWithSession"
          label="Lock with the workstation"
          hint="When the screen of the workstation is locked, or the workstation goes to sleep."
        >
          {(control) => (
            <Switch
              {...control}
              checked={settings.locksWithSession}
              onChange={(locksWithSession) => void changeSettings({ locksWithSession })}
            />
          )}
        </Row>
        <Row
          name="endsPagesWhenLocked"
          label="Close portal pages when Bulkhead locks"
          hint="They come back where they were; what was typed and not saved there is lost. Off, they go on, covered, and could print over the lock."
        >
          {(control) => (
            <Switch
              {...control}
              checked={settings.endsPagesWhenLocked}
              onChange={(endsPagesWhenLocked) => void changeSettings({ endsPagesWhenLocked })}
            />
          )}
        </Row>
      </section>
      <AccountsSection />
      <StorageSection />
      <CrashDumpsSection />
      <ClientIdRows />
      <PolicySection />
    </PageFrame>
  );
}

interface ControlProps {
  readonly id: string;
  readonly disabled: boolean;
  readonly 'aria-describedby': string;
}

interface RowProps {
  readonly name: keyof Settings;
  readonly label: string;
  readonly hint: string;
  readonly children: (control: ControlProps) => ReactNode;
}

function Row({ name, label, hint, children }: RowProps) {
  const id = useId();
  const lock = useAppStore((state) => state.managed.find(({ key }) => key === name) ?? null);
  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        <label htmlFor={id} className={styles['label']}>
          {label}
        </label>
        <div id={`${id}-hint`}>
          <p className={styles['hint']}>{hint}</p>
          {lock !== null && (
            <p className={styles['lock']}>
              <LockClosed16Regular />
              Decided by your organisation: {lock.source}
            </p>
          )}
        </div>
      </div>
      <div className={styles['control']}>
        {children({ id, disabled: lock !== null, 'aria-describedby': `${id}-hint` })}
      </div>
    </div>
  );
}

interface NumberBoxProps extends ControlProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A whole number in its bounds; what is not one is put back when the field is left. */
function NumberBox({ value, min, max, onChange, ...props }: NumberBoxProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string) => {
    setTyped(text);
    const next = Number(text);
    if (text !== '' && Number.isInteger(next) && next >= min && next <= max) onChange(next);
  };
  return (
    <Input
      {...props}
      type="number"
      min={min}
      max={max}
      value={typed ?? String(value)}
      onChange={(_event, data) => change(data.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
