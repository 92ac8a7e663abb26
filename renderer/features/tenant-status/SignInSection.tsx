import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { AccountId, Tenant } from '../../../preload/contract/index.ts';
import { SIGN_IN_WORDS } from '../../lib/check-words.ts';
import { stateOfSignIn } from '../../lib/fresh-status.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { copyText, useAppStore } from '../../stores/app-store.ts';
import {
  cancelSignIn,
  copyConsentLink,
  dropTokens,
  selectSignIn,
  signInByCode,
  useIdentityStore,
} from '../../stores/identity-store.ts';
import { signInInFront } from '../../stores/sign-in-page.ts';
import { Ago } from '../../ui/Ago.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Copy16Regular } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import { Select } from '../../ui/Select.tsx';
import { StateWord } from '../../ui/StateWord.tsx';
import styles from './tenant-status.module.css';

/** The sign-in for this tenant's APIs: as whom, until when, and what can be done about it. */
export function SignInSection({ tenant }: { readonly tenant: Tenant }) {
  const signIn = useIdentityStore(selectSignIn(tenant.id));
  const everyAccount = useIdentityStore((state) => state.accounts);
  const storageNotice = useIdentityStore((state) => state.storageNotice);
  const isConfigured = useIdentityStore((state) => state.configuredClouds.includes(tenant.cloud));
  const allowsDeviceCode = useIdentityStore((state) => state.allowsDeviceCode);
  const isOnline = useAppStore((state) => state.isOnline);
  const [chosen, setChosen] = useState<AccountId | '' | null>(null);

  const state = signIn?.state ?? 'signed-out';
  // An account of one cloud is nobody in another.
  const allAccounts = everyAccount.filter(({ cloud }) => cloud === tenant.cloud);
  const account = allAccounts.find(({ id }) => id === signIn?.accountId) ?? null;
  const isBusy = state === 'signing-in';
  const isIn = state === 'signed-in';
  const choice = chosen ?? account?.id ?? '';
  return (
    <section aria-labelledby="status-sign-in" className={styles['card']}>
      <h3 id="status-sign-in" className={styles['sectionTitle']}>
        Sign-in for status
      </h3>
      <p role="status" className={styles['signInState']}>
        <StateWord state={stateOfSignIn(signIn)} word={SIGN_IN_WORDS[state]} />
      </p>
      {signIn !== null && (
        <p className={styles['reason']}>
          <Plain>{signIn.reason}</Plain>
        </p>
      )}
      {!isConfigured && (
        <p className={styles['reason']}>
          No app registration is known for this cloud. Your administrator sets its client id.
        </p>
      )}
      <dl className={styles['signInFacts']}>
        <Fact name="Account">
          {account === null ? 'None chosen' : <Plain>{account.username}</Plain>}
        </Fact>
        {signIn !== null && signIn.tokenUntil !== null && (
          <Fact name="Token ends">
            <Ago iso={signIn.tokenUntil} />
          </Fact>
        )}
        {signIn !== null && signIn.checkedAt !== null && (
          <Fact name="Checked">
            <Ago iso={signIn.checkedAt} />
          </Fact>
        )}
        {signIn !== null && signIn.code !== null && (
          <Fact name="Error">
            <Copyable text={`AADSTS${signIn.code.replace(/^AADSTS/i, '')}`} what="Error code" />
          </Fact>
        )}
        {signIn !== null && signIn.correlationId !== null && (
          <Fact name="Correlation id">
            <Copyable text={signIn.correlationId} what="Correlation id" />
          </Fact>
        )}
      </dl>
      {allAccounts.length > 1 && !isBusy && (
        <Select
          isSmall
          aria-label="Account to sign in with"
          value={choice}
          options={[
            { value: '', name: 'Let Bulkhead choose the account' },
            ...allAccounts.map(({ id, username }) => ({ value: id, name: visibleText(username) })),
          ]}
          onChange={setChosen}
        />
      )}
      <div className={styles['actions']}>
        {isBusy ? (
          <Button size="small" onClick={() => void cancelSignIn(tenant.id)}>
            Cancel sign-in
          </Button>
        ) : (
          <Button
            size="small"
            appearance={isIn ? 'secondary' : 'primary'}
            disabled={!isOnline || !isConfigured}
            onClick={() =>
              void signInInFront(
                tenant.id,
                choice === '' ? null : choice,
                isIn || state === 'needs-mfa',
              )
            }
          >
            {isIn ? 'Sign in again' : 'Sign in'}
          </Button>
        )}
        {allowsDeviceCode && !isBusy && (
          <Button
            size="small"
            appearance="subtle"
            disabled={!isOnline || !isConfigured}
            onClick={() => void signInByCode(tenant.id, choice === '' ? null : choice)}
          >
            Sign in with a code
          </Button>
        )}
        {isIn && (
          <Button size="small" onClick={() => void dropTokens(tenant.id)}>
            Drop tokens
          </Button>
        )}
        <Button
          size="small"
          appearance={state === 'needs-consent' ? 'primary' : 'subtle'}
          onClick={() => void copyConsentLink(tenant.id)}
        >
          Copy consent link
        </Button>
      </div>
      {storageNotice !== null && (
        <p className={styles['quiet']}>
          <Plain>{storageNotice}</Plain>
        </p>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Copyable({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className={styles['copyable']}>
      <code>{visibleText(text)}</code>
      <IconButton
        label={`Copy ${what.toLowerCase()}`}
        icon={<Copy16Regular />}
        onClick={() => void copyText(text, what)}
      />
    </span>
  );
}
