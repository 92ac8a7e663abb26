import type { JournalState } from '../../../preload/contract/index.ts';
import { countText } from '../../lib/count-text.ts';
import { FAULT_WORDS } from '../../lib/journal-words.ts';
import { Ago } from '../../ui/Ago.tsx';
import { ErrorCircle16Filled, Info16Regular, Warning16Filled } from '../../ui/icons.ts';
import { Plain } from '../../ui/Plain.tsx';
import styles from './journal.module.css';

const PROTECTIONS: Readonly<Record<JournalState['protection'], string>> = {
  keystore: 'sealed with a key in this device’s keystore',
  passphrase: 'sealed under your passphrase',
  locked: 'not sealed until you unlock',
  none: 'not sealed',
};

const PLACES: Readonly<Record<NonNullable<JournalState['anchor']>['kind'], string>> = {
  folder: 'your administrator’s folder',
  journald: 'the system’s journal',
  'event-log': 'the Windows event log',
};

/** How the journal stands: whether it is whole, can be written, is sealed, and is noted elsewhere. */
export function JournalStanding({ state }: { readonly state: JournalState }) {
  const { check, notice, anchor, waiting, lost } = state;
  const isWell = state.state === 'ready' || state.state === 'starting';
  return (
    <div className={styles['standing']}>
      {check?.firstBad && (
        <p className={styles['bar']} data-kind="bad" role="alert">
          <ErrorCircle16Filled aria-hidden="true" />
          <span>
            <strong>The journal was tampered with.</strong> The first bad record is{' '}
            {countText(check.firstBad.seq)} in <code>{check.firstBad.file}</code>:{' '}
            {FAULT_WORDS[check.firstBad.fault]}. What follows proves nothing. Keep the profile
            folder as it is and tell your administrator. Bulkhead goes on recording.
          </span>
        </p>
      )}
      {notice !== null && (
        <p
          className={styles['bar']}
          data-kind={isWell ? 'note' : 'bad'}
          role={isWell ? 'status' : 'alert'}
        >
          {isWell ? (
            <Info16Regular aria-hidden="true" />
          ) : (
            <ErrorCircle16Filled aria-hidden="true" />
          )}
          <Plain>{notice}</Plain>
        </p>
      )}
      {anchor !== null && anchor.problem !== null && (
        <p className={styles['bar']} data-kind="warning" role="status">
          <Warning16Filled aria-hidden="true" />
          <Plain>{anchor.problem}</Plain>
        </p>
      )}
      <p className={styles['quiet']}>
        {countText(state.lastSeq)} records, {PROTECTIONS[state.protection]}.{' '}
        {check === null
          ? 'Not checked since Bulkhead started.'
          : check.firstBad === null && (
              <>
                Sound: {countText(check.records)} records checked <Ago iso={check.checkedAt} />
                {check.unsealed > 0 && `, ${countText(check.unsealed)} of them by their chain only`}
                .
              </>
            )}{' '}
        {anchor === null ? (
          'Not noted outside this profile, so that putting all of it back to an earlier day would not be seen.'
        ) : (
          <>
            Noted in {PLACES[anchor.kind]}
            {anchor.lastAt !== null && (
              <>
                {' '}
                <Ago iso={anchor.lastAt} />
              </>
            )}
            .
          </>
        )}
        {waiting > 0 && ` ${countText(waiting)} records wait to be written.`}
        {lost > 0 && ` ${countText(lost)} found no room and are lost.`}
      </p>
    </div>
  );
}
