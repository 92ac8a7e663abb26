import { Button, Field, FluentProvider } from '@fluentui/react-components';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { LockState } from '../../../preload/contract/index.ts';
import { PASSPHRASE_LENGTH } from '../../../preload/contract/passphrase-length.ts';
import { unlockApp, unlockBySystem, useLockStore } from '../../stores/lock-store.ts';
import { clockText } from '../../lib/moments.ts';
import { LockClosed16Regular } from '../../ui/icons.ts';
import { SecretInput } from '../../ui/SecretInput.tsx';
import { themeOf, type ThemeName } from '../../ui/themes.ts';
import { taken, useSecretForm } from '../../ui/use-secret-form.ts';
import { FirstPassphrase } from './FirstPassphrase.tsx';
import styles from './lock.module.css';

const REASONS: Readonly<Record<NonNullable<LockState['reason']>, string>> = {
  operator: 'You locked it.',
  idle: 'Nobody used this workstation for a while.',
  session: 'This workstation was locked or went to sleep.',
  start: 'It was locked when it ended.',
  policy: 'Your organisation asks for your passphrase at each start.',
};

/**
 * Covers everything while Bulkhead is locked. What is below stays as it is, and is not on the
 * screen, not reached by keys and not read out: it is not drawn at all.
 */
export function LockScreen({ theme }: { readonly theme: ThemeName }) {
  const isLocked = useLockStore((state) => state.isLocked);
  const needsPassphrase = useLockStore((state) => state.needsPassphrase);
  const [place] = useState(() => {
    const element = document.createElement('div');
    element.className = styles['place'] ?? '';
    // A dialog that is open hides all others from those who do not see; this one is over it.
    element.dataset['tabster'] = JSON.stringify({
      modalizer: { id: 'lock', isAlwaysAccessible: true },
    });
    return element;
  });
  // Before the passphrase's field wants the focus.
  useLayoutEffect(() => {
    if (!isLocked) return;
    const before = document.activeElement;
    document.body.append(place);
    document.body.classList.add(styles['locked'] ?? 'locked');
    return () => {
      document.body.classList.remove(styles['locked'] ?? 'locked');
      place.remove();
      // A dialog that was open is the one in use again only with the focus in it.
      if (before instanceof HTMLElement) before.focus();
    };
  }, [isLocked, place]);
  if (!isLocked) return null;
  return createPortal(
    <FluentProvider theme={themeOf(theme)} data-theme={theme} className={styles['cover'] ?? ''}>
      {needsPassphrase ? <FirstPassphrase /> : <Locked />}
    </FluentProvider>,
    place,
  );
}

function Locked() {
  const { reason, lockedAt, ways, isProofMissing } = useLockStore();
  const field = useRef<HTMLInputElement>(null);
  const { problem, setProblem, isWorking, run } = useSecretForm(() => undefined);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const submit = () => {
    const typed = taken(field);
    if (typed === '') return setProblem('Type the passphrase.');
    void run(() => unlockApp(typed), field);
  };
  const hasNoWay = !ways.passphrase && ways.system === null && !ways.session;
  return (
    <main className={styles['box']} aria-labelledby="lock-title">
      <h1 id="lock-title" className={styles['title']}>
        <LockClosed16Regular /> Bulkhead is locked
      </h1>
      <p>
        {reason !== null && REASONS[reason]} {lockedAt !== null && `Since ${clockText(lockedAt)}.`}{' '}
        Your pages come back when it is unlocked.
      </p>
      {ways.passphrase && (
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Field
            label="Passphrase"
            {...(problem !== null && {
              validationState: 'error' as const,
              validationMessage: problem,
            })}
          >
            <SecretInput ref={field} autoComplete="off" maxLength={2 * PASSPHRASE_LENGTH.max} />
          </Field>
          <Button type="submit" appearance="primary" disabledFocusable={isWorking}>
            {isWorking ? 'Unlocking…' : 'Unlock'}
          </Button>
        </form>
      )}
      {ways.system !== null && (
        <Button autoFocus={!ways.passphrase} onClick={() => void run(unlockBySystem, field)}>
          Unlock with {ways.system}
        </Button>
      )}
      {ways.session && (
        <p>
          {ways.passphrase || ways.system !== null ? 'Or lock' : 'Lock'} this workstation (Windows
          key and L) and sign in to it again.
        </p>
      )}
      {hasNoWay && isProofMissing && (
        <>
          <p>
            What unlocked Bulkhead before is not available just now. On a Mac, open the lid or
            connect the keyboard with Touch ID, or lock the screen and sign in again.
          </p>
          <Button autoFocus onClick={() => void run(() => unlockApp(null), field)}>
            Look again
          </Button>
        </>
      )}
      {hasNoWay && !isProofMissing && (
        <>
          <p>
            Nothing on this device shows who goes on, so anybody can. Set a passphrase in Settings
            afterwards.
          </p>
          <Button
            autoFocus={!ways.passphrase}
            appearance="primary"
            onClick={() => void run(() => unlockApp(null), field)}
          >
            Go on
          </Button>
        </>
      )}
      {!ways.passphrase && problem !== null && <p role="alert">{problem}</p>}
    </main>
  );
}
